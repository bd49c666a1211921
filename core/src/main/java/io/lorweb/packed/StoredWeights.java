package io.lorweb.packed;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The weights of one part of a file without their companions, whose rules are those of
 * docs/spec/CHECKPOINTS.md 3.4 and 5.
 */
public final class StoredWeights {

  private static final String WEIGHT = ".weight";
  private static final String MARKER = "scaled_fp8";
  private static final List<String> SCALES = List.of(".scale_weight", ".weight_scale");
  private static final String TENSOR_SCALE = ".scale_weight_tensor";
  private static final String INT8_SCALE = ".SCB";
  private static final String INT8_ROWS = ".weight_format";

  /** What may stand beside {@code X.weight}, after X. */
  private static final Set<String> BESIDE_LAYERS =
      Set.of(
          ".scale_weight",
          ".weight_scale",
          TENSOR_SCALE,
          ".scale_input",
          ".input_scale",
          ".comfy_quant",
          INT8_SCALE,
          INT8_ROWS);

  private static final List<String> STATES =
      List.of(".quant_state.bitsandbytes__nf4", ".quant_state.bitsandbytes__fp4");

  /** What may stand beside a packed tensor P, after P. */
  private static final List<String> BESIDE_PACKED =
      List.of(".absmax", ".quant_map", ".nested_absmax", ".nested_quant_map");

  private static final Pattern SUSPICIOUS =
      Pattern.compile("scale|absmax|quant|qweight|zeros", Pattern.CASE_INSENSITIVE);
  private static final Pattern HARMLESS =
      Pattern.compile("(.*norms?(\\.\\d+)?\\.scale)|(.*\\.)?logit_scale");

  /** Tables that are looked up: no Linear, so no scale is promised. */
  private static final Pattern TABLE =
      Pattern.compile(
          "(.*\\.)?(shared|embed_tokens|relative_attention_bias|token_embedding"
              + "|position_embedding|token_embd|attn_rel_b)\\.weight");

  private final Container file;
  private final String prefix;
  private final Map<String, LayerFormat> formats;
  private final Map<String, StoredWeight> weights = new LinkedHashMap<>();
  private final boolean scaled;

  private StoredWeights(Container file, String prefix) {
    this.file = file;
    this.prefix = prefix;
    formats = LayerFormat.of(file, prefix);
    List<String> own = new ArrayList<>();
    for (String name : file.names()) {
      if (name.startsWith(prefix) && !companion(name)) {
        own.add(name);
      }
    }
    scaled =
        !formats.isEmpty()
            || has(MARKER)
            || file.names().stream()
                .filter(name -> name.startsWith(prefix))
                .anyMatch(name -> BESIDE_LAYERS.stream().anyMatch(s -> isScale(name, s)));
    own.forEach(name -> weights.put(name.substring(prefix.length()), weight(name)));
  }

  private static boolean isScale(String name, String suffix) {
    return suffix.contains("scale") && name.endsWith(suffix);
  }

  /**
   * The weights of a part.
   *
   * @param prefix of the part's names in the file
   * @return by name without the prefix, in the file's order
   * @throws InputException when a companion is missing, unknown or does not fit its weight
   */
  public static Map<String, StoredWeight> of(Container file, String prefix) {
    return new StoredWeights(file, prefix).weights;
  }

  /** The one word for all of them. */
  public static StorageFormat format(Iterable<StoredWeight> weights) {
    StorageFormat found = StorageFormat.PLAIN;
    for (StoredWeight weight : weights) {
      StorageFormat own = weight.format();
      boolean wider = found == StorageFormat.PLAIN;
      boolean scales = found == StorageFormat.FP8 && own == StorageFormat.FP8_SCALED;
      boolean covered =
          own == StorageFormat.PLAIN
              || own == found
              || found == StorageFormat.FP8_SCALED && own == StorageFormat.FP8;
      if (wider || scales) {
        found = own;
      } else if (!covered) {
        return StorageFormat.MIXED;
      }
    }
    return found;
  }

  /** Whether a tensor of this name is a table that is looked up. */
  public static boolean isTable(String name) {
    return TABLE.matcher(name).matches();
  }

  private boolean has(String own) {
    return file.names().contains(prefix + own);
  }

  /** Whether a tensor belongs to another; refuses those that look so and are not known. */
  private boolean companion(String name) {
    String own = name.substring(prefix.length());
    if (own.equals(MARKER) || own.endsWith(".comfy_attention.config")) {
      return true;
    }
    for (String suffix : BESIDE_LAYERS) {
      if (name.endsWith(suffix)) {
        requireOwner(name, name.substring(0, name.length() - suffix.length()) + WEIGHT);
        return true;
      }
    }
    for (String suffix : BESIDE_PACKED) {
      if (name.endsWith(suffix)) {
        requireOwner(name, name.substring(0, name.length() - suffix.length()));
        return true;
      }
    }
    for (String suffix : STATES) {
      if (name.endsWith(suffix)) {
        requireOwner(name, name.substring(0, name.length() - suffix.length()));
        return true;
      }
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (SUSPICIOUS.matcher(last).find() && !HARMLESS.matcher(name).matches()) {
      throw InputException.of(
          "%s: the tensor %s looks like part of a packed weight, but is not known",
          file.file(), name);
    }
    return false;
  }

  private void requireOwner(String name, String owner) {
    if (!file.names().contains(owner)) {
      throw InputException.of("%s: %s stands there without %s", file.file(), name, owner);
    }
  }

  private StoredWeight weight(String name) {
    String type = file.type(name);
    if (file.isGguf()) {
      return new StoredWeight(name, type, StorageFormat.GGUF, file.resting(name));
    }
    for (String state : STATES) {
      if (file.names().contains(name + state)) {
        String packed = state.endsWith("nf4") ? "NF4" : "FP4";
        return new StoredWeight(
            name, packed, StorageFormat.BITSANDBYTES, FourBit.of(file, name, name + state));
      }
    }
    boolean stray = BESIDE_PACKED.stream().anyMatch(s -> file.names().contains(name + s));
    if (stray || type.equals("U8") && name.endsWith(WEIGHT)) {
      throw InputException.of("%s: the packed weight %s lacks its quant_state", file.file(), name);
    }
    return name.endsWith(WEIGHT) ? layer(name, type) : plain(name, type);
  }

  private StoredWeight layer(String name, String type) {
    String base = name.substring(0, name.length() - WEIGHT.length());
    if (file.names().contains(base + INT8_SCALE)) {
      return int8(name, base);
    }
    List<String> scales = new ArrayList<>();
    SCALES.stream().map(base::concat).filter(file.names()::contains).forEach(scales::add);
    if (scales.size() > 1) {
      throw InputException.of("%s: %s has two scales, %s", file.file(), name, scales);
    }
    LayerFormat format = formats.get(base.substring(prefix.length()));
    boolean fp8 = type.startsWith("F8");
    boolean linear = file.shape(name).length == 2 && !isTable(name);
    boolean promised = format != null || type.equals("I8") || fp8 && scaled && linear;
    if (scales.isEmpty() && promised) {
      throw InputException.of(
          "%s: the weight of layer %s is stored as %s but has no scale (%s%s)",
          file.file(), base, type, base, SCALES.get(1));
    }
    if (file.names().contains(base + TENSOR_SCALE)) {
      scales.add(base + TENSOR_SCALE);
    }
    long rotation = format == null ? 0 : format.rotation();
    if (scales.isEmpty()) {
      return plain(name, type);
    }
    StorageFormat stored =
        type.equals("I8")
            ? StorageFormat.INT8
            : fp8 ? StorageFormat.FP8_SCALED : StorageFormat.PLAIN;
    return new StoredWeight(name, type, stored, new Scaled(file, name, scales, 1, rotation));
  }

  private StoredWeight int8(String name, String base) {
    String layout = base + INT8_ROWS;
    if (file.names().contains(layout)) {
      long kind = number(layout);
      if (kind != 0) {
        throw InputException.of(
            "%s: the weight_format of %s is %d, which is not read: only 0, rows, is",
            file.file(), base, kind);
      }
    }
    if (!file.type(name).equals("I8")) {
      throw InputException.of(
          "%s: %s is stored as %s but has %s, which belongs to I8",
          file.file(), name, file.type(name), base + INT8_SCALE);
    }
    return new StoredWeight(
        name,
        "I8",
        StorageFormat.BITSANDBYTES,
        new Scaled(file, name, List.of(base + INT8_SCALE), 127, 0));
  }

  private long number(String name) {
    try (Scope scope = new Scope()) {
      long[] values = Tensors.longs(file.tensor(name));
      return values.length == 1 ? values[0] : -1;
    }
  }

  private StoredWeight plain(String name, String type) {
    if (Fp8.is(type) && file.shape(name).length > 0) {
      return new StoredWeight(
          name, type, StorageFormat.FP8, new Scaled(file, name, List.of(), 1, 0));
    }
    return new StoredWeight(name, type, StorageFormat.PLAIN, file.resting(name));
  }
}
