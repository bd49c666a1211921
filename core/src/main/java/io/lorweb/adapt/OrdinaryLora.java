package io.lorweb.adapt;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.LoraNames;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes ordinary LoRA files for a FLUX transformer, in the key dialects of PEFT/diffusers and
 * kohya (docs/spec/LORWEB.md section 9.2). {@link io.lorweb.lora.LoraFile} reads them.
 */
public final class OrdinaryLora {

  /** Whose names a file uses. */
  public enum Dialect {
    /** {@code transformer.<path>.lora_A.weight}: diffusers, PEFT, ComfyUI. */
    DIFFUSERS,
    /** {@code lora_unet_<original name>.lora_down.weight} with fused q, k, v: kohya's tools. */
    KOHYA;

    /** Reads {@code diffusers} or {@code kohya}. */
    public static Dialect parse(String text) {
      for (Dialect dialect : values()) {
        if (dialect.name().toLowerCase(Locale.ROOT).equals(text)) {
          return dialect;
        }
      }
      throw InputException.of("LoRA format '%s' is unknown: use diffusers or kohya", text);
    }
  }

  private OrdinaryLora() {}

  /** Writes LoRAs by path in float32 so that loading them gives the same numbers. */
  public static void save(Path file, Map<String, LowRank> loras, Dialect dialect) {
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      switch (dialect) {
        case DIFFUSERS ->
            loras.forEach(
                (path, lora) -> {
                  tensors.put("transformer." + path + ".lora_A.weight", wide(lora.down()));
                  tensors.put("transformer." + path + ".lora_B.weight", wide(lora.up().t()));
                });
        case KOHYA -> kohya(loras, tensors);
      }
      SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));
    }
  }

  private static void kohya(Map<String, LowRank> loras, Map<String, Tensor> tensors) {
    TreeSet<String> unnamed = new TreeSet<>(loras.keySet());
    int blocks = 1 + loras.keySet().stream().mapToInt(OrdinaryLora::block).max().orElse(0);
    LoraNames.all(blocks, blocks)
        .forEach(
            (name, paths) -> {
              if (paths.stream().anyMatch(loras::containsKey)) {
                fuse("lora_unet_" + name, paths, loras, tensors);
                unnamed.removeAll(paths);
              }
            });
    if (!unnamed.isEmpty()) {
      throw InputException.of(
          "kohya's format has no name for '%s': export as diffusers", unnamed.first());
    }
  }

  /** The number of the block that a path lies in, 0 for what lies in none. */
  private static int block(String path) {
    String[] parts = path.split("\\.", 3);
    return parts[0].endsWith("transformer_blocks") ? Integer.parseInt(parts[1]) : 0;
  }

  /** q, k and v side by side: down on top of each other, up block-diagonal. */
  private static void fuse(
      String stem, List<String> paths, Map<String, LowRank> loras, Map<String, Tensor> tensors) {
    List<Tensor> downs = new ArrayList<>();
    List<Tensor> ups = new ArrayList<>();
    for (String path : paths) {
      LowRank lora = loras.get(path);
      if (lora == null) {
        throw InputException.of(
            "kohya's format fuses %s, but '%s' has no LoRA: export as diffusers", paths, path);
      }
      downs.add(wide(lora.down()));
      ups.add(wide(lora.up().t()));
    }
    Tensor down = Tensors.cat(0, downs.toArray(Tensor[]::new));
    Tensor up = torch.block_diag(new org.bytedeco.pytorch.TensorVector(ups.toArray(Tensor[]::new)));
    tensors.put(stem + ".lora_down.weight", down);
    tensors.put(stem + ".lora_up.weight", up);
    tensors.put(stem + ".alpha", Tensors.of(new float[] {down.size(0)}).squeeze());
  }

  private static Tensor wide(Tensor tensor) {
    return tensor.to(ScalarType.Float).cpu().contiguous();
  }
}
