package io.lorweb.adapt;

import io.lorweb.error.InputException;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.LoraNames;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An ordinary LoRA file for a FLUX transformer, in the key dialects of PEFT/diffusers and kohya
 * (docs/spec/LORWEB.md section 9.2). Scale alpha / r is folded in; without alpha it is 1.
 */
public final class OrdinaryLora implements AutoCloseable {

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

  /** down [r, in], up [out, r] as stored, with its scale. */
  private record Stored(Tensor down, Tensor up, double scale) {}

  private static final List<String> DOWN =
      List.of(".lora_A.weight", ".lora_down.weight", ".lora_A.default.weight");
  private static final List<String> UP =
      List.of(".lora_B.weight", ".lora_up.weight", ".lora_B.default.weight");
  private static final List<String> DOTTED =
      List.of("base_model.model.transformer.", "base_model.model.", "transformer.");
  private static final List<String> TEXT = List.of("text_encoder", "lora_te");

  private final Path file;
  private final Checkpoint checkpoint;
  private final Map<String, Stored> stems;

  private OrdinaryLora(Path file, Checkpoint checkpoint, Map<String, Stored> stems) {
    this.file = file;
    this.checkpoint = checkpoint;
    this.stems = stems;
  }

  /**
   * Reads a file; which Linears it meets is checked by {@link #on}. Parts for text encoders are
   * left out.
   *
   * @throws InputException when it holds no LoRA, or half of one
   */
  public static OrdinaryLora load(Path file) {
    Checkpoint checkpoint = Checkpoint.open(file);
    try {
      Map<String, Stored> stems = new TreeMap<>();
      for (String name : checkpoint.names()) {
        for (int i = 0; i < DOWN.size(); i++) {
          String suffix = DOWN.get(i);
          if (name.endsWith(suffix) && TEXT.stream().noneMatch(name::startsWith)) {
            String stem = name.substring(0, name.length() - suffix.length());
            stems.put(stem, stored(checkpoint, stem, suffix, UP.get(i)));
          }
        }
      }
      if (stems.isEmpty()) {
        throw InputException.of(
            checkpoint.names().stream().anyMatch(name -> name.endsWith(".lora_keys"))
                ? "%s is a LoRWeB adapter, not an ordinary LoRA: give it with setting 'adapter'"
                : "%s holds no LoRA: it has no tensor ending in .lora_A.weight or"
                    + " .lora_down.weight",
            file);
      }
      return new OrdinaryLora(file, checkpoint, stems);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private static Stored stored(Checkpoint checkpoint, String stem, String down, String up) {
    long[] a = checkpoint.info(stem + down).sizes();
    long out = checkpoint.has(stem + up) ? checkpoint.info(stem + up).sizes()[0] : -1;
    checkpoint.tensor(stem + up, out, a[0]);
    Tensor downWeight = checkpoint.finite(stem + down);
    Tensor upWeight = checkpoint.finite(stem + up);
    double scale = 1;
    if (checkpoint.has(stem + ".alpha")) {
      float[] alpha = Tensors.floats(checkpoint.finite(stem + ".alpha"));
      if (alpha.length != 1) {
        throw InputException.of(
            "%s: tensor %s.alpha holds %d numbers but must hold one",
            checkpoint.file(), stem, alpha.length);
      }
      scale = alpha[0] / a[0];
    }
    return new Stored(downWeight, upWeight, scale);
  }

  /**
   * This LoRA on the Linears of {@code transformer}.
   *
   * @param scale 1 as trained
   * @param owner keeps the placed factors
   * @throws InputException when a part of it meets no Linear, or one of another size
   */
  public Adapter on(FluxTransformer transformer, double scale, Arena owner) {
    Map<String, Linear> linears = new LinkedHashMap<>();
    transformer.adapted(
        (path, linear) -> {
          linears.put(path, linear);
          return linear;
        });
    Map<String, LowRank> loras = new TreeMap<>();
    TreeSet<String> unmatched = new TreeSet<>();
    Placement placement = transformer.weights().placement();
    for (Map.Entry<String, Stored> entry : stems.entrySet()) {
      List<String> paths = paths(entry.getKey(), linears);
      if (paths.isEmpty()) {
        unmatched.add(entry.getKey());
        continue;
      }
      try (Scope scope = new Scope()) {
        split(entry.getKey(), entry.getValue(), paths, linears, scale, placement, owner, loras);
      }
    }
    if (!unmatched.isEmpty()) {
      throw InputException.of(
          "%s does not fit this model: %d of its %d parts meet no Linear, the first is '%s'",
          file, unmatched.size(), stems.size(), unmatched.first());
    }
    return (path, linear) ->
        loras.containsKey(path) ? new LowRankLinear(linear, loras.get(path)) : linear;
  }

  private void split(
      String stem,
      Stored stored,
      List<String> paths,
      Map<String, Linear> linears,
      double scale,
      Placement placement,
      Arena owner,
      Map<String, LowRank> loras) {
    long rows = 0;
    for (String path : paths) {
      rows += linears.get(path).out();
    }
    Linear first = linears.get(paths.get(0));
    if (rows != stored.up().size(0) || first.in() != stored.down().size(1)) {
      throw InputException.of(
          "%s does not fit this model: '%s' is %d -> %d in the file but %d -> %d in the model",
          file, stem, stored.down().size(1), stored.up().size(0), first.in(), rows);
    }
    Tensor down = owner.own(placement.place(stored.down()));
    Tensor up = Tensors.times(stored.up().to(ScalarType.Float), stored.scale() * scale);
    long row = 0;
    for (String path : paths) {
      long out = linears.get(path).out();
      Tensor part = placement.place(up.narrow(0, row, out).t().contiguous());
      loras.put(path, new LowRank(down, owner.own(part)));
      row += out;
    }
  }

  /** The Linears that a stem means, in the order of its output rows; empty when it means none. */
  private static List<String> paths(String stem, Map<String, Linear> linears) {
    for (String prefix : DOTTED) {
      if (stem.startsWith(prefix) && linears.containsKey(stem.substring(prefix.length()))) {
        return List.of(stem.substring(prefix.length()));
      }
    }
    if (linears.containsKey(stem)) {
      return List.of(stem);
    }
    for (String prefix : List.of("lora_transformer_", "lora_unet_")) {
      if (stem.startsWith(prefix)) {
        String name = stem.substring(prefix.length());
        for (String path : linears.keySet()) {
          if (path.replace('.', '_').equals(name)) {
            return List.of(path);
          }
        }
        return LoraNames.paths(name).filter(linears.keySet()::containsAll).orElse(List.of());
      }
    }
    return List.of();
  }

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

  /** What {@link #on} placed stays valid. */
  @Override
  public void close() {
    checkpoint.close();
  }
}
