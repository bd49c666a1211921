package io.lorweb.eval.statistics;

import java.util.Collection;
import java.util.List;
import org.hipparchus.stat.StatUtils;

/**
 * A mean with its 95 % interval.
 *
 * @param mean of the values
 * @param low its lower end; NaN where there are too few values for an interval
 * @param high its upper end; NaN where there are too few
 */
public record Interval(double mean, double low, double high) {

  /** Resamples with replacement. */
  public static final int RESAMPLES = 2000;

  /**
   * The bootstrap interval of one or more values (Efron's percentile interval): the 2.5th and the
   * 97.5th percentile of the resamples' means. Of fewer than {@link Over#BOOTSTRAPPED} values it is
   * too narrow, and of a single one it has no width.
   *
   * @param seed the same seed draws the same resamples
   */
  public static Interval of(double[] values, long seed) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing has no mean");
    }
    double[] resample = new double[values.length];
    double[] bounds =
        Resamples.interval(
            values.length,
            seed,
            drawn -> {
              for (int i = 0; i < resample.length; i++) {
                resample[i] = values[drawn[i]];
              }
              return StatUtils.mean(resample);
            });
    return new Interval(StatUtils.mean(values), bounds[0], bounds[1]);
  }

  /** A mean of which nothing tells how sure it is. */
  public static Interval unknown(double mean) {
    return new Interval(mean, Double.NaN, Double.NaN);
  }

  /**
   * Of a mean that lies between {@code least} and {@code most}, whatever its interval would say.
   */
  public Interval between(double least, double most) {
    return new Interval(mean, Math.max(least, low), Math.min(most, high));
  }

  /** Whether there is one at all. */
  public boolean known() {
    return !Double.isNaN(low);
  }

  /**
   * What an interval over tasks is made of: the mean of each task's values, so that every task
   * weighs the same whatever its number of items.
   *
   * @param byTask the values of each task, one or more
   */
  public static double[] taskMeans(Collection<List<Double>> byTask) {
    return byTask.stream()
        .mapToDouble(values -> values.stream().mapToDouble(v -> v).average().orElseThrow())
        .toArray();
  }
}
