package io.lorweb.eval.statistics;

import java.util.Collection;
import java.util.List;

/** What the resamples of an interval are drawn from. */
public enum Over {
  /** Tasks: the interval speaks of other tasks of the same kind, too. */
  TASKS,
  /** Items within each task: the interval speaks of these tasks alone. */
  ITEMS,
  /** Nothing: there are few tasks, and one has a single item. */
  NOTHING;

  /**
   * Resamples of fewer tasks are little more than the tasks themselves, and no test over them can
   * reach 5 %.
   */
  public static final int FEWEST_TASKS = 6;

  /**
   * What can be resampled.
   *
   * @param byTask the values of each task
   */
  public static Over of(Collection<List<Double>> byTask) {
    if (byTask.size() >= FEWEST_TASKS) {
      return TASKS;
    }
    return byTask.stream().allMatch(values -> values.size() > 1) ? ITEMS : NOTHING;
  }

  /** The mean of tasks with its interval. */
  public Interval interval(Collection<List<Double>> byTask, long seed) {
    return this == TASKS
        ? Interval.of(Interval.taskMeans(byTask), seed)
        : Interval.within(byTask, seed);
  }
}
