package io.lorweb.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times two things in turn, A B A B ..., and compares them pair by pair, which cancels the slow
 * drifts of a shared machine.
 *
 * @param first seconds of each A
 * @param second seconds of each B
 */
record Pairs(double[] first, double[] second) {

  static Pairs measure(int rounds, Runnable a, Runnable b) {
    a.run();
    b.run();
    double[] first = new double[rounds];
    double[] second = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      // Turn and turn about, so that neither always follows the other.
      if (i % 2 == 0) {
        first[i] = seconds(a);
        second[i] = seconds(b);
      } else {
        second[i] = seconds(b);
        first[i] = seconds(a);
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
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      ratios.add(second[i] / first[i]);
    }
    return median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
