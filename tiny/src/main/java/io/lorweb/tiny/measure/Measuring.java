package io.lorweb.tiny.measure;

import io.lorweb.error.InputException;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a stage all items and reports.
 *
 * @param seed of the report's resamples
 * @param threads items at once; the result does not depend on it
 */
public record Measuring(Levels levels, long seed, int threads) {

  /** Items of a task whose pictures are kept to be looked at. */
  static final int SHOWN = 2;

  /**
   * The report on {@code items}, which lie task by task.
   *
   * @throws InputException when there is none
   */
  public Report run(Probe stage, List<HeldOutItem> items, Progress progress) {
    if (items.isEmpty()) {
      throw new InputException("the pool has no test drawings of these tasks");
    }
    List<Measured> measured =
        Parallel.map(items, threads, item -> kept(stage.measure(item), item), progress);
    Map<Task, List<Measured>> byTask = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      byTask.computeIfAbsent(items.get(i).task(), task -> new ArrayList<>()).add(measured.get(i));
    }
    List<TaskResult> results = new ArrayList<>();
    byTask.forEach((task, values) -> results.add(new TaskResult(task, levels.of(task), values)));
    return Report.of(stage.figures(), stage.groups(levels), results, seed);
  }

  private static Measured kept(Measured measured, HeldOutItem item) {
    return item.number() < SHOWN ? measured : measured.withoutPictures();
  }
}
