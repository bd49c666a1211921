package io.lorweb;

import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The small model, adapter and pictures of lorweb-checkpoint/square. */
public final class SquareModel {

  public static final Path FOLDER = FixtureTree.root().resolve("lorweb-checkpoint/square");
  public static final Path ADAPTER = FOLDER.resolve("lorweb.safetensors");

  /** Two steps on one canvas of 64 x 64 pixels. */
  public static final Settings SETTINGS =
      Settings.defaults()
          .wording(w -> w.prompt("make it red").textLength(16))
          .sampling(s -> s.steps(2))
          .canvas(c -> c.maxArea(4096));

  public static final Picture A = picture("a");
  public static final Picture A2 = picture("a2");
  public static final Picture B = picture("b");

  /** Another b of the same size. */
  public static final Picture OTHER_B = mirrored(B);

  private SquareModel() {}

  public static LoadOptions options() {
    return base().parts(p -> p.adapter(ADAPTER).config(FOLDER.resolve("config.yaml")));
  }

  public static LoadOptions base() {
    return LoadOptions.defaults()
        .parts(p -> p.model(FOLDER.resolve("model").toString()))
        .machine(m -> m.device(DeviceSetting.CPU).memory(MemorySetting.RESIDENT));
  }

  private static Picture picture(String name) {
    return PictureReader.read(FOLDER.resolve(name + ".png"));
  }

  public static Picture mirrored(Picture picture) {
    byte[] rgb = picture.toBytes();
    byte[] turned = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      turned[i] = rgb[rgb.length - 1 - i];
    }
    return Picture.of(picture.width(), picture.height(), turned);
  }

  /** The fixture's adapter with the projections of one embedding, for {@code mode}. */
  public static Path withMode(Path file, String mode) {
    try (BasisAdapter adapter = BasisAdapter.open(ADAPTER, Optional.empty());
        Scope scope = new Scope()) {
      Map<String, Basis> bases = new TreeMap<>();
      adapter
          .bases()
          .forEach(
              (path, basis) ->
                  bases.put(
                      path,
                      new Basis(
                          basis.a(),
                          basis.b(),
                          basis.keys(),
                          basis.projection().narrow(1, 0, basis.queryWidth() / 3))));
      BasisAdapter.write(file, bases, Map.of("lorweb", "{\"query_mode\": \"" + mode + "\"}"));
    }
    return file;
  }

  /** An adapter on one Linear that routes by its own input. */
  public static Path internal(Path file) {
    try (Scope scope = new Scope()) {
      Basis basis =
          new Basis(
              Noise.normal(1, 6, 48, 2),
              Tensors.times(Noise.normal(2, 6, 2, 48), 0.5),
              Noise.normal(3, 6, 12),
              Noise.normal(4, 12, 48));
      BasisAdapter.write(
          file,
          Map.of("transformer_blocks.0.attn.to_q", basis),
          Map.of("lorweb", "{\"query_mode\": \"caa'b\", \"external_query\": false}"));
    }
    return file;
  }
}
