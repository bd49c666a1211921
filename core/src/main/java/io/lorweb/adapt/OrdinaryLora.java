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
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes ordinary LoRA files for a FLUX transformer in the key dialects of other tools
 * (docs/spec/LORWEB.md section 9.2, docs/spec/CHECKPOINTS.md section 8.1). {@link
 * io.lorweb.lora.LoraFile} reads them.
 */
public final class OrdinaryLora {

  /** The last modulation, whose halves lie the other way round under its original name. */
  public static final String FINAL = "norm_out.linear";

  /** Its original name. */
  public static final String FINAL_ORIGINAL = "final_layer.adaLN_modulation.1";

  /** Whose names a file uses. */
  public enum Dialect {
    /** {@code transformer.<path>.lora_A.weight}: diffusers, PEFT, ComfyUI. */
    DIFFUSERS("transformer.", false, false),
    /** {@code lora_unet_<original name>.lora_down.weight} with fused q, k, v: kohya's tools. */
    KOHYA("lora_unet_", true, true),
    /** {@code diffusion_model.<original name>.lora_down.weight}: ComfyUI. */
    COMFY("diffusion_model.", true, false),
    /** {@code <path>.lora_A.weight}: ModelScope. */
    BARE("", false, false),
    /** {@code lora_transformer_<path>.lora_down.weight}: OneTrainer. */
    ONETRAINER("lora_transformer_", false, true),
    /** {@code lycoris_<path>.lora_down.weight}: LyCORIS. */
    LYCORIS("lycoris_", false, true);

    private final String prefix;
    private final boolean original;
    private final boolean underscored;

    Dialect(String prefix, boolean original, boolean underscored) {
      this.prefix = prefix;
      this.original = original;
      this.underscored = underscored;
    }

    /** Reads a dialect's word, or {@code peft} for diffusers'. */
    public static Dialect parse(String text) {
      for (Dialect dialect : values()) {
        if (dialect.name().toLowerCase(Locale.ROOT).equals(text)
            || dialect == DIFFUSERS && text.equals("peft")) {
          return dialect;
        }
      }
      throw InputException.of(
          "LoRA format '%s' is unknown: use diffusers (peft), kohya, comfy, bare, onetrainer or"
              + " lycoris",
          text);
    }

    /** Whether it names Linears by their original, fused names. */
    public boolean original() {
      return original;
    }

    /** Whether factors are called down and up, with an alpha beside them. */
    public boolean alphas() {
      return this != DIFFUSERS && this != BARE;
    }

    /** The stem for a path, or for an original name with dots where {@link #original()}. */
    public String stem(String name) {
      return prefix + (underscored ? LoraNames.underscored(name) : name);
    }
  }

  private OrdinaryLora() {}

  /** Writes LoRAs by path in float32 so that loading them gives the same numbers. */
  public static void save(Path file, Map<String, LowRank> loras, Dialect dialect) {
    try (Scope scope = new Scope()) {
      SafetensorsWriter.write(file, tensors(loras, dialect), Map.of("format", "pt"));
    }
  }

  /** The tensors of {@link #save}, in float32 on the CPU. */
  public static Map<String, Tensor> tensors(Map<String, LowRank> loras, Dialect dialect) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (dialect.original()) {
      fused(loras, dialect, tensors);
    } else {
      loras.forEach(
          (path, lora) -> put(tensors, dialect, path, wide(lora.down()), wide(lora.up().t())));
    }
    return tensors;
  }

  private static void put(
      Map<String, Tensor> tensors, Dialect dialect, String name, Tensor down, Tensor up) {
    String stem = dialect.stem(name);
    if (dialect.alphas()) {
      tensors.put(stem + ".lora_down.weight", down);
      tensors.put(stem + ".lora_up.weight", up);
      tensors.put(stem + ".alpha", Tensors.of(new float[] {down.size(0)}).squeeze());
    } else {
      tensors.put(stem + ".lora_A.weight", down);
      tensors.put(stem + ".lora_B.weight", up);
    }
  }

  private static void fused(
      Map<String, LowRank> loras, Dialect dialect, Map<String, Tensor> tensors) {
    TreeSet<String> unnamed = new TreeSet<>(loras.keySet());
    int blocks = 1 + loras.keySet().stream().mapToInt(OrdinaryLora::block).max().orElse(0);
    LoraNames.all(blocks, blocks)
        .forEach(
            (name, paths) -> {
              if (paths.stream().anyMatch(loras::containsKey)) {
                fuse(name, paths, loras, dialect, tensors);
                paths.forEach(unnamed::remove);
              }
            });
    LowRank last = loras.get(FINAL);
    if (last != null) {
      Tensor up = wide(last.up().t());
      long half = up.size(0) / 2;
      put(
          tensors,
          dialect,
          FINAL_ORIGINAL,
          wide(last.down()),
          Tensors.cat(0, up.narrow(0, half, half), up.narrow(0, 0, half)));
      unnamed.remove(FINAL);
    }
    if (!unnamed.isEmpty()) {
      throw InputException.of(
          "%s's format has no name for '%s': write diffusers'",
          dialect.name().toLowerCase(Locale.ROOT), unnamed.first());
    }
  }

  /** The number of the block that a path lies in, 0 for what lies in none. */
  private static int block(String path) {
    String[] parts = path.split("\\.", 3);
    return parts[0].endsWith("transformer_blocks") ? Integer.parseInt(parts[1]) : 0;
  }

  /**
   * q, k and v side by side: down on top of each other, up block-diagonal; one down where all share
   * it. A part without a LoRA gets rows of zeros.
   */
  private static void fuse(
      String name,
      List<String> paths,
      Map<String, LowRank> loras,
      Dialect dialect,
      Map<String, Tensor> tensors) {
    List<LowRank> parts = new ArrayList<>();
    paths.stream().filter(loras::containsKey).map(loras::get).forEach(parts::add);
    Tensor shared = parts.get(0).down();
    boolean one = parts.stream().allMatch(part -> part.down().equals(shared));
    long rank = one ? shared.size(0) : parts.stream().mapToLong(p -> p.down().size(0)).sum();
    List<Tensor> rows = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < paths.size(); i++) {
      LowRank lora = loras.get(paths.get(i));
      if (lora == null) {
        rows.add(torch.zeros(width(paths, i, loras), rank));
        continue;
      }
      Tensor up = wide(lora.up().t());
      long own = up.size(1);
      rows.add(
          one
              ? up
              : torch.constant_pad_nd(
                  up, new long[] {at, rank - at - own}, new org.bytedeco.pytorch.Scalar(0)));
      at += own;
    }
    List<Tensor> downs = new ArrayList<>();
    (one ? parts.subList(0, 1) : parts).forEach(part -> downs.add(wide(part.down())));
    put(tensors, dialect, name, torch.cat(vector(downs), 0), torch.cat(vector(rows), 0));
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }

  /** Outputs of a part without a LoRA: q, k and v are as wide as the model, the mlp four times. */
  private static long width(List<String> paths, int index, Map<String, LowRank> loras) {
    for (String path : paths) {
      LowRank lora = loras.get(path);
      if (lora != null) {
        long model = lora.up().size(1) / share(path);
        return model * share(paths.get(index));
      }
    }
    throw new IllegalArgumentException("no part of " + paths + " has a LoRA");
  }

  private static int share(String path) {
    return path.endsWith("proj_mlp") ? 4 : 1;
  }

  private static Tensor wide(Tensor tensor) {
    return tensor.to(ScalarType.Float).cpu().contiguous();
  }
}
