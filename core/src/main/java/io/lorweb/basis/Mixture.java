package io.lorweb.basis;

import io.lorweb.error.InputException;
import java.util.Arrays;
import java.util.List;

/**
 * One point in the space of LoRAs that a basis spans: N mixing coefficients for every adapted
 * Linear (docs/spec/LORWEB.md section 2.2).
 *
 * @param paths the Linears
 * @param size N
 * @param coefficients [L, N] row-major
 */
public record Mixture(List<String> paths, int size, float[] coefficients) {

  public Mixture {
    paths = List.copyOf(paths);
    if (coefficients.length != paths.size() * size) {
      throw InputException.of(
          "%d coefficients for %d Linears of %d", coefficients.length, paths.size(), size);
    }
  }

  /** The coefficients of the i-th Linear. */
  public float[] of(int linear) {
    return Arrays.copyOfRange(coefficients, linear * size, (linear + 1) * size);
  }

  /** Every coefficient times {@code strength}; 0 is the bare model, 1 the analogy itself. */
  public Mixture scaled(double strength) {
    float[] scaled = coefficients.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (scaled[i] * strength);
    }
    return new Mixture(paths, size, scaled);
  }

  /** Coefficient by coefficient, this and {@code other} over the same Linears. */
  public Mixture plus(Mixture other) {
    requireAlike(other);
    float[] sum = coefficients.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.coefficients[i];
    }
    return new Mixture(paths, size, sum);
  }

  private void requireAlike(Mixture other) {
    if (!other.paths.equals(paths) || other.size != size) {
      throw new InputException("the mixtures come from different adapters");
    }
  }

  /** Coefficient by coefficient, the mean of several mixtures over the same Linears. */
  public static Mixture mean(List<Mixture> mixtures) {
    Mixture first = mixtures.get(0);
    double[] sums = new double[first.coefficients.length];
    for (Mixture mixture : mixtures) {
      first.requireAlike(mixture);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += mixture.coefficients[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      means[i] = (float) (sums[i] / mixtures.size());
    }
    return new Mixture(first.paths, first.size, means);
  }

  /**
   * Coefficient by coefficient, the sum of several mixtures over the same Linears, each times its
   * weight. With weight 1 for one and 0 for the others it is that one, bit for bit.
   *
   * @param mixtures at least one
   * @param weights as many, finite; they need not sum to 1, and may be negative
   */
  public static Mixture weighted(List<Mixture> mixtures, List<Double> weights) {
    if (mixtures.isEmpty() || mixtures.size() != weights.size()) {
      throw InputException.of(
          "%d mixtures with %d weights: give one weight for each, and at least one mixture",
          mixtures.size(), weights.size());
    }
    weights.forEach(Mixture::requireFinite);
    Mixture first = mixtures.get(0);
    double[] sums = new double[first.coefficients.length];
    for (int i = 0; i < mixtures.size(); i++) {
      first.requireAlike(mixtures.get(i));
      for (int j = 0; j < sums.length; j++) {
        sums[j] += weights.get(i) * mixtures.get(i).coefficients[j];
      }
    }
    float[] weighted = new float[sums.length];
    for (int j = 0; j < sums.length; j++) {
      weighted[j] = (float) sums[j];
    }
    return new Mixture(first.paths, first.size, weighted);
  }

  /**
   * The point at {@code at} on the line from this (0) to {@code end} (1), both bit for bit; below 0
   * and above 1 lies what is beyond them.
   */
  public Mixture towards(Mixture end, double at) {
    return weighted(List.of(this, end), List.of(1 - at, at));
  }

  /** Refuses a weight that is not a number or has no end. */
  public static void requireFinite(double weight) {
    if (!Double.isFinite(weight)) {
      throw InputException.of("weight %s must be a finite number, such as 0.5 or -1", weight);
    }
  }

  /**
   * Lets this stand in for {@code other}.
   *
   * @throws InputException when they are not over the same Linears, or a coefficient is not finite
   */
  public void requireInsteadOf(Mixture other) {
    requireAlike(other);
    for (int i = 0; i < coefficients.length; i++) {
      if (!Float.isFinite(coefficients[i])) {
        throw InputException.of(
            "coefficient %d of %s is %s but must be finite",
            i % size + 1, paths.get(i / size), coefficients[i]);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mixture mixture
        && paths.equals(mixture.paths)
        && size == mixture.size
        && Arrays.equals(coefficients, mixture.coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coefficients);
  }
}
