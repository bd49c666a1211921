package io.lorweb.tiny.measure;

import io.lorweb.LoRWeB;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks a stage all items and reports.
 *
 * @param seed of the report's resamples
 * @param threads items at once; the result does not depend on it
 */
public record Measuring(Levels levels, long seed, int threads) {

  /** Items of a task whose pictures are kept to be looked at. */
  static final int SHOWN = 2;

  /** The report on {@code items}, which lie task by task, of a part of the model. */
  public Report run(Probe stage, List<HeldOutItem> items, Progress progress) {
    List<Measured> measured =
        Parallel.map(asked(items), threads, item -> kept(stage.measure(item), item), progress);
    return report(stage.figures(), stage.groups(levels), items, measured);
  }

  /** The report on {@code items}, which lie task by task, of a stage that makes pictures. */
  public Report run(
      StageSuite stage,
      List<HeldOutItem> items,
      Function<EvaluatedModel, LoRWeB> load,
      Progress progress) {
    List<Measured> measured = stage.run(asked(items), load, progress);
    return report(stage.figures(), stage.groups(levels), items, measured);
  }

  private static List<HeldOutItem> asked(List<HeldOutItem> items) {
    if (items.isEmpty()) {
      throw new InputException("the pool has no test drawings of these tasks");
    }
    return items;
  }

  private Report report(
      List<Figure> figures,
      List<TaskGroup> groups,
      List<HeldOutItem> items,
      List<Measured> measured) {
    Map<Task, List<Measured>> byTask = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      byTask.computeIfAbsent(items.get(i).task(), task -> new ArrayList<>()).add(measured.get(i));
    }
    List<TaskResult> results = new ArrayList<>();
    byTask.forEach((task, values) -> results.add(new TaskResult(task, levels.of(task), values)));
    return Report.of(figures, groups, results, seed);
  }

  private static Measured kept(Measured measured, HeldOutItem item) {
    return item.number() < SHOWN ? measured : measured.withoutPictures();
  }
}
