package io.lorweb.eval.statistics;

import java.util.Collection;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Student's 95 % interval of a mean. Of few values it is the right one: it allows for not knowing
 * how far they spread, which resampling them does not.
 */
public final class Student {

  /**
   * With fewer degrees of freedom, which one task of two values has, the interval would be 13 times
   * as wide as these lie apart and tell nothing.
   */
  private static final int FEWEST_FREE = 2;

  /** What spreads less than this differs by rounding alone. */
  private static final double ROUNDING = 1e-12;

  private Student() {}

  /** Whether there are enough values within the tasks. */
  static boolean possible(Collection<List<Double>> byTask) {
    return byTask.stream().allMatch(values -> values.size() > 1)
        && byTask.stream().mapToInt(values -> values.size() - 1).sum() >= FEWEST_FREE;
  }

  /**
   * The interval of the mean of tasks as they are: it tells how sure the mean of these tasks is,
   * and nothing about other tasks. Tasks may spread differently (Welch and Satterthwaite's degrees
   * of freedom).
   *
   * @param byTask the values of each task, one or more
   * @return without bounds where there are too few values, and where in every task all are the
   *     same: then nothing tells how far they spread
   */
  public static Interval within(Collection<List<Double>> byTask) {
    double mean = StatUtils.mean(Interval.taskMeans(byTask));
    if (!possible(byTask)) {
      return Interval.unknown(mean);
    }
    double variance = 0;
    double squares = 0;
    for (List<Double> values : byTask) {
      double own =
          StatUtils.variance(values.stream().mapToDouble(v -> v).toArray())
              / (values.size() * Math.pow(byTask.size(), 2));
      variance += own;
      squares += own * own / (values.size() - 1);
    }
    if (Math.sqrt(variance) <= ROUNDING * Math.abs(mean)) {
      return Interval.unknown(mean);
    }
    double half =
        new TDistribution(variance * variance / squares).inverseCumulativeProbability(0.975)
            * Math.sqrt(variance);
    return new Interval(mean, mean - half, mean + half);
  }
}
