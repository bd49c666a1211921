package io.lorweb.eval.statistics;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.hipparchus.stat.StatUtils;

/**
 * A mean with its 95 % bootstrap interval (Efron's percentile interval).
 *
 * @param mean of the values
 * @param low 2.5th percentile of the resamples' means; NaN where nothing can be resampled
 * @param high 97.5th percentile; NaN where nothing can be resampled
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

  /**
   * The interval of the mean of tasks as they are: items are drawn within each task, one fewer than
   * there are, so that few items do not make it too narrow (Rao and Wu 1988). It tells how sure the
   * mean of these tasks is, and nothing about other tasks.
   *
   * @param byTask the values of each task, one or more; where a task has a single one, there is no
   *     interval
   * @param seed the same seed draws the same resamples
   */
  public static Interval within(Collection<List<Double>> byTask, long seed) {
    double mean = StatUtils.mean(taskMeans(byTask));
    if (byTask.stream().anyMatch(values -> values.size() < 2)) {
      return new Interval(mean, Double.NaN, Double.NaN);
    }
    double[] bounds =
        Resamples.percentiles(
            seed,
            random ->
                byTask.stream()
                    .mapToDouble(values -> resampled(values, random))
                    .average()
                    .orElseThrow());
    return new Interval(mean, bounds[0], bounds[1]);
  }

  private static double resampled(List<Double> values, Random random) {
    double sum = 0;
    for (int i = 1; i < values.size(); i++) {
      sum += values.get(random.nextInt(values.size()));
    }
    return sum / (values.size() - 1);
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
