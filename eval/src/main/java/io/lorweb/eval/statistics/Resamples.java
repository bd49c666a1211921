package io.lorweb.eval.statistics;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/** Draws with replacement, for intervals. */
final class Resamples {

  private Resamples() {}

  /**
   * The 2.5th and the 97.5th percentile of a figure over {@link Interval#RESAMPLES} resamples.
   *
   * @param size how many things there are to draw from
   * @param figure of the things drawn, by their numbers; NaN where a resample has none, such a
   *     resample is left out
   */
  static double[] interval(int size, long seed, ToDoubleFunction<int[]> figure) {
    int[] drawn = new int[size];
    Random random = new Random(seed);
    double[] figures = new double[Interval.RESAMPLES];
    int kept = 0;
    for (int i = 0; i < figures.length; i++) {
      for (int j = 0; j < size; j++) {
        drawn[j] = random.nextInt(size);
      }
      double value = figure.applyAsDouble(drawn);
      if (!Double.isNaN(value)) {
        figures[kept++] = value;
      }
    }
    // Linear interpolation between order statistics, as most statistics programs do.
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(figures, 0, kept);
    return new double[] {percentile.evaluate(2.5), percentile.evaluate(97.5)};
  }
}
