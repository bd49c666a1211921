package io.lorweb.parts;

import io.lorweb.flux.FluxConfig;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.T5Config;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Names and shapes of single files, out of configurations alone. */
public final class SingleFiles {

  private SingleFiles() {}

  /** Of a transformer with original names. */
  public static Map<String, long[]> transformer(FluxConfig config) {
    return shapes(new FluxKind(Optional.of(config)), config);
  }

  /** Of a T5 encoder. */
  public static Map<String, long[]> t5(T5Config config) {
    return shapes(new T5Kind(), config);
  }

  /** Of a CLIP text encoder. */
  public static Map<String, long[]> clip(ClipTextConfig config) {
    return shapes(new ClipKind(), config);
  }

  /** Of a VAE with original names. */
  public static Map<String, long[]> vae(VaeConfig config) {
    return shapes(new VaeKind(), config);
  }

  /**
   * The name that llama.cpp's GGUF files have for a tensor of a T5 encoder.
   *
   * @param name as in {@link #t5}
   */
  public static String llamaT5(String name) {
    return T5Kind.llamaName(name);
  }

  private static <C> Map<String, long[]> shapes(PartKind<C> kind, C config) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (StoredTensor tensor : kind.layout(config, new Shapes(Path.of(""), Map.of()))) {
      shapes.put(tensor.spellings().get(0), tensor.shape());
    }
    return shapes;
  }
}
