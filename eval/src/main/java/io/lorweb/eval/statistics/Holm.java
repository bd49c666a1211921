package io.lorweb.eval.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction (1979): many tests, one chance of a false alarm among all. */
public final class Holm {

  private Holm() {}

  /**
   * Adjusted probabilities in the same order: below 0.05 means significant at 5 % for the whole
   * family of tests.
   *
   * @param p each in [0, 1]
   */
  public static double[] adjusted(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
