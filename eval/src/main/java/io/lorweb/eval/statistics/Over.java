package io.lorweb.eval.statistics;

import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.StatUtils;

/** What an interval is over. */
public enum Over {
  /** Tasks: the interval speaks of other tasks of the same kind, too. */
  TASKS,
  /** Items within each task: the interval speaks of these tasks alone. */
  ITEMS,
  /** Nothing: there are few tasks, and one has a single item, or all there are is two items. */
  NOTHING;

  /** No test over fewer tasks can reach 5 %. */
  public static final int FEWEST_TASKS = 6;

  /**
   * From so many tasks on they are resampled, which follows skewed values; fewer have Student's
   * interval, since resamples of few are too much alike.
   */
  public static final int BOOTSTRAPPED = 30;

  /**
   * What an interval can be over.
   *
   * @param byTask the values of each task
   */
  public static Over of(Collection<List<Double>> byTask) {
    if (byTask.size() >= FEWEST_TASKS) {
      return TASKS;
    }
    return Student.possible(byTask) ? ITEMS : NOTHING;
  }

  /**
   * The mean of tasks with its interval. Over tasks it needs no draws within them: means of tasks
   * differ by what their few items are, too.
   *
   * @param seed of the resamples
   */
  public Interval interval(Collection<List<Double>> byTask, long seed) {
    return switch (this) {
      case TASKS -> overTasks(Interval.taskMeans(byTask), seed);
      case ITEMS -> Student.within(byTask);
      case NOTHING -> Interval.unknown(StatUtils.mean(Interval.taskMeans(byTask)));
    };
  }

  private static Interval overTasks(double[] means, long seed) {
    return means.length < BOOTSTRAPPED
        ? Student.within(List.of(DoubleStream.of(means).boxed().toList()))
        : Interval.of(means, seed);
  }
}
