package io.lorweb.eval.suite;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.PairedTest;

/**
 * How far one model is from the first, on the same tasks.
 *
 * @param interval of the mean difference, over tasks
 * @param p that of {@link PairedTest}, maybe corrected for the number of models
 */
public record Difference(Interval interval, double p) {

  /**
   * @param one a value for each task
   * @param first of the same tasks, in the same order
   */
  static Difference of(double[] one, double[] first, long seed) {
    double p = PairedTest.of(one, first, seed).p();
    double[] differences = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      differences[i] = one[i] - first[i];
    }
    return new Difference(Interval.of(differences, seed), p);
  }

  /** The mean difference. */
  public double mean() {
    return interval.mean();
  }

  Difference corrected(double adjusted) {
    return new Difference(interval, adjusted);
  }
}
