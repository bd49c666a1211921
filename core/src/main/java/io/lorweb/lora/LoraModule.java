package io.lorweb.lora;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The tensors of one stem, and what they do to a weight.
 *
 * @param file they lie in
 * @param stem before their suffixes
 * @param parts their names
 */
record LoraModule(Checkpoint file, String stem, Map<Part, String> parts) {

  private static final Set<Part> FACTORS = Set.of(Part.DOWN, Part.UP);
  private static final Set<Part> HADA =
      Set.of(Part.HADA_W1_A, Part.HADA_W1_B, Part.HADA_W2_A, Part.HADA_W2_B);
  private static final Set<Part> LOKR =
      Set.of(
          Part.LOKR_W1,
          Part.LOKR_W1_A,
          Part.LOKR_W1_B,
          Part.LOKR_W2,
          Part.LOKR_W2_A,
          Part.LOKR_W2_B);

  static LoraModule empty(Checkpoint file, String stem) {
    return new LoraModule(file, stem, new EnumMap<>(Part.class));
  }

  /** Adds a part; one that is there already is the same thing in two spellings. */
  void add(Part part, String name) {
    String other = parts.put(part, name);
    if (other != null) {
      throw InputException.of("%s holds both '%s' and '%s'", file.file(), other, name);
    }
  }

  LoraKind kind() {
    if (has(Part.MAGNITUDE)) {
      return LoraKind.DORA;
    }
    if (HADA.stream().anyMatch(this::has)) {
      return LoraKind.LOHA;
    }
    if (LOKR.stream().anyMatch(this::has)) {
      return LoraKind.LOKR;
    }
    return FACTORS.stream().anyMatch(this::has) ? LoraKind.LORA : LoraKind.DIFF;
  }

  boolean has(Part part) {
    return parts.containsKey(part);
  }

  /** Its own alpha. */
  OptionalDouble alpha() {
    if (!has(Part.ALPHA)) {
      return OptionalDouble.empty();
    }
    String name = parts.get(Part.ALPHA);
    float[] values = Tensors.floats(file.finite(name));
    if (values.length != 1) {
      throw InputException.of(
          "%s: %s holds %d numbers but must hold one", file.file(), name, values.length);
    }
    return OptionalDouble.of(values[0]);
  }

  /**
   * What it adds to the weight at scale 1; empty when it changes only the bias.
   *
   * @param scales where alpha is said elsewhere
   * @param path of the first Linear it means, for patterns
   * @throws InputException when a part is missing, or two do not fit
   */
  Optional<Change> change(Scales scales, String path) {
    boolean factors = FACTORS.stream().anyMatch(this::has);
    boolean hada = HADA.stream().anyMatch(this::has);
    boolean lokr = LOKR.stream().anyMatch(this::has);
    int kinds =
        (factors ? 1 : 0) + (hada ? 1 : 0) + (lokr ? 1 : 0) + (has(Part.DIFFERENCE) ? 1 : 0);
    if (kinds > 1) {
      throw InputException.of("%s: '%s' is of two kinds at once", file.file(), stem);
    }
    if (factors) {
      return Optional.of(product(scales, path));
    }
    if (hada) {
      return Optional.of(hadamard(scales, path));
    }
    if (lokr) {
      return Optional.of(kronecker(scales, path));
    }
    if (has(Part.DIFFERENCE)) {
      return Optional.of(new Change.Difference(matrix(Part.DIFFERENCE)));
    }
    if (has(Part.MAGNITUDE) || !has(Part.BIAS_DIFFERENCE)) {
      throw InputException.of(
          "%s: '%s' has %s but nothing that it belongs to",
          file.file(), stem, parts.values().iterator().next());
    }
    return Optional.empty();
  }

  private Change product(Scales scales, String path) {
    Tensor down = matrix(Part.DOWN);
    Tensor up = matrix(Part.UP);
    rank(down, up);
    return new Change.Product(down, scaled(up, scales.scale(alpha(), down.size(0), path)));
  }

  private Change hadamard(Scales scales, String path) {
    Tensor up1 = matrix(Part.HADA_W1_A);
    Tensor down1 = matrix(Part.HADA_W1_B);
    Tensor up2 = matrix(Part.HADA_W2_A);
    Tensor down2 = matrix(Part.HADA_W2_B);
    rank(down1, up1);
    rank(down2, up2);
    if (up1.size(0) != up2.size(0) || down1.size(1) != down2.size(1)) {
      throw InputException.of(
          "%s: the two products of '%s' have different sizes", file.file(), stem);
    }
    double scale = scales.scale(alpha(), down1.size(0), path);
    return new Change.Hadamard(down1, scaled(up1, scale), down2, up2);
  }

  private Change kronecker(Scales scales, String path) {
    boolean whole1 = has(Part.LOKR_W1);
    boolean whole2 = has(Part.LOKR_W2);
    Tensor w1 = whole1 ? matrix(Part.LOKR_W1) : factored(Part.LOKR_W1_A, Part.LOKR_W1_B);
    Tensor w2 = whole2 ? matrix(Part.LOKR_W2) : factored(Part.LOKR_W2_A, Part.LOKR_W2_B);
    double scale = 1; // with both factors whole, alpha means nothing
    if (!whole2 || !whole1) {
      long rank = matrix(whole2 ? Part.LOKR_W1_B : Part.LOKR_W2_B).size(0);
      scale = scales.scale(alpha(), rank, path);
    }
    return new Change.Kronecker(scaled(w1, scale), w2, 0, w1.size(0) * w2.size(0));
  }

  private Tensor factored(Part a, Part b) {
    Tensor up = matrix(a);
    Tensor down = matrix(b);
    rank(down, up);
    return up.matmul(down);
  }

  private void rank(Tensor down, Tensor up) {
    if (down.size(0) < 1 || down.size(0) != up.size(1)) {
      throw InputException.of(
          "%s: the factors of '%s' are %s and %s, which have no rank in common",
          file.file(), stem, Tensors.shape(down), Tensors.shape(up));
    }
  }

  private static Tensor scaled(Tensor up, double scale) {
    return scale == 1 ? up : Tensors.times(up, scale);
  }

  /** What it adds to the bias at scale 1; arguments as of {@link #change}. */
  Optional<Tensor> bias(Scales scales, String path) {
    if (has(Part.BIAS_DIFFERENCE)) {
      return Optional.of(wide(Part.BIAS_DIFFERENCE).reshape(-1));
    }
    return has(Part.UP_BIAS)
        ? Optional.of(
            scaled(
                wide(Part.UP_BIAS).reshape(-1),
                scales.scale(alpha(), matrix(Part.DOWN).size(0), path)))
        : Optional.empty();
  }

  /** The magnitudes of a DoRA: [out, 1], [out] or [1, in]. */
  Optional<Tensor> magnitude() {
    return has(Part.MAGNITUDE) ? Optional.of(wide(Part.MAGNITUDE)) : Optional.empty();
  }

  private Tensor matrix(Part part) {
    if (!has(part)) {
      throw InputException.of(
          "%s: '%s' lacks its %s", file.file(), stem, part.name().toLowerCase(Locale.ROOT));
    }
    Tensor matrix = wide(part);
    if (matrix.dim() != 2) {
      throw InputException.of(
          "%s: %s has the shape %s but must be a matrix",
          file.file(), parts.get(part), Tensors.shape(matrix));
    }
    return matrix;
  }

  private Tensor wide(Part part) {
    return file.finite(parts.get(part)).to(ScalarType.Float);
  }
}
