package io.lorweb.statistics;

import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * A mean with its 95 % bootstrap interval (Efron's percentile interval).
 *
 * @param mean of the values
 * @param low 2.5th percentile of the resamples' means
 * @param high 97.5th percentile
 */
public record Interval(double mean, double low, double high) {

  /** Resamples with replacement. */
  public static final int RESAMPLES = 2000;

  /**
   * The interval of one or more values; of a single one it has no width.
   *
   * @param seed the same seed draws the same resamples
   */
  public static Interval of(double[] values, long seed) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing has no mean");
    }
    Random random = new Random(seed);
    double[] means = new double[RESAMPLES];
    double[] resample = new double[values.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < resample.length; j++) {
        resample[j] = values[random.nextInt(values.length)];
      }
      means[i] = StatUtils.mean(resample);
    }
    // Linear interpolation between order statistics, as most statistics programs do.
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(means);
    return new Interval(
        StatUtils.mean(values), percentile.evaluate(2.5), percentile.evaluate(97.5));
  }
}
