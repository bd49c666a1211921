package io.lorweb.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Times two things in turn, A B A B ..., and compares them pair by pair, which cancels the slow
 * drifts of a shared machine.
 *
 * @param first seconds of each A
 * @param second seconds of each B
 */
record Pairs(double[] first, double[] second) {

  static Pairs measure(int rounds, Runnable a, Runnable b) {
    return measured(rounds, () -> seconds(a), () -> seconds(b));
  }

  /** As {@link #measure}, of things that measure themselves. */
  static Pairs measured(int rounds, DoubleSupplier a, DoubleSupplier b) {
    double[] first = new double[rounds];
    double[] second = new double[rounds];
    // The pair before the first one warms up.
    for (int i = -1; i < rounds; i++) {
      // Turn and turn about, so that neither always follows the other.
      boolean turned = i % 2 != 0;
      double early = turned ? b.getAsDouble() : 0;
      double ofA = a.getAsDouble();
      double ofB = turned ? early : b.getAsDouble();
      if (i >= 0) {
        first[i] = ofA;
        second[i] = ofB;
      }
    }
    return new Pairs(first, second);
  }

  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Median of B / A over the pairs. */
  double ratio() {
    return median(ratios());
  }

  /** The distance between the quartiles of B / A, as a share of the median. */
  double spread() {
    return spread(ratios());
  }

  private double[] ratios() {
    double[] ratios = new double[first.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = second[i] / first[i];
    }
    return ratios;
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  static double spread(double[] values) {
    return (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
  }

  /** The value below which a share {@code q} of them lies, interpolated. */
  private static double quantile(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
