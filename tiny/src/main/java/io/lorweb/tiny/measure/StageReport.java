package io.lorweb.tiny.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Scored;
import io.lorweb.eval.suite.Tables;
import io.lorweb.files.JsonRecords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An evaluation of one stage, as its report shows it: groups of tasks in rows, then every task with
 * its items. Shares are in [0, 1], the rest is in dB.
 *
 * @param resamples behind the intervals
 * @param groups one for each group that has tasks
 * @param tasks in their order
 */
public record StageReport(int resamples, List<GroupRow> groups, List<TaskRow> tasks) {

  /**
   * A group's figures.
   *
   * @param tasks how many the group has
   */
  public record GroupRow(String group, int tasks, Map<Figure, Mean> figures) {}

  /**
   * A figure over a group.
   *
   * @param tasks how many of the group have the figure
   * @param mean of the items of a task, then of the tasks
   * @param low end of its interval over tasks; absent where there are too few for one
   * @param high the other end
   */
  public record Mean(int tasks, double mean, Optional<Double> low, Optional<Double> high) {

    static Mean of(int tasks, Interval mean) {
      return mean.known()
          ? new Mean(tasks, mean.mean(), Optional.of(mean.low()), Optional.of(mean.high()))
          : new Mean(tasks, mean.mean(), Optional.empty(), Optional.empty());
    }
  }

  /** A task's figures. */
  public record TaskRow(String task, String level, Map<Figure, Values> figures) {

    int items() {
      return figures.values().stream().mapToInt(one -> one.items().size()).max().orElse(0);
    }
  }

  /** A figure over a task, and item by item. */
  public record Values(double mean, List<Double> items) {}

  /**
   * The report on an evaluation of one model.
   *
   * @param figures in the order of the columns
   * @param level of a task by its name
   */
  static StageReport of(Evaluation evaluation, List<Figure> figures, UnaryOperator<String> level) {
    Map<String, List<Scored>> byTask = new LinkedHashMap<>();
    for (Scored one : evaluation.scored()) {
      byTask.computeIfAbsent(one.question().task(), task -> new ArrayList<>()).add(one);
    }
    List<TaskRow> tasks = new ArrayList<>();
    byTask.forEach(
        (task, scored) -> tasks.add(new TaskRow(task, level.apply(task), values(scored, figures))));
    return new StageReport(
        Interval.RESAMPLES,
        Tables.of(evaluation).stream().map(table -> group(table, evaluation.seed())).toList(),
        tasks);
  }

  private static GroupRow group(List<Comparison> columns, long seed) {
    Map<Figure, Mean> figures = new EnumMap<>(Figure.class);
    for (Comparison one : columns) {
      Figure figure = Figure.of(one.metric());
      Interval mean = figure.interval(one.byTask().values().iterator().next().values(), seed);
      figures.put(figure, Mean.of(one.tasks(), mean));
    }
    return new GroupRow(
        columns.get(0).group(),
        columns.stream().mapToInt(Comparison::tasks).max().orElseThrow(),
        figures);
  }

  private static Map<Figure, Values> values(List<Scored> scored, List<Figure> figures) {
    Map<Figure, Values> values = new LinkedHashMap<>();
    for (Figure figure : figures) {
      List<Double> items =
          scored.stream()
              .filter(one -> one.values().containsKey(figure.key()))
              .map(one -> one.values().get(figure.key()))
              .toList();
      if (!items.isEmpty()) {
        values.put(figure, new Values(Interval.taskMeans(List.of(items))[0], items));
      }
    }
    return values;
  }

  /** For programs. */
  public ObjectNode json() {
    return JsonRecords.tree(this);
  }
}
