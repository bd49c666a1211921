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
