package io.lorweb.tiny.measure;

import io.lorweb.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured: means over the items of a task, then over the tasks of a group, so that every
 * task weighs the same.
 *
 * @param figures in the order of the columns
 * @param rows one for each group that has tasks
 * @param tasks in their order
 */
public record Report(List<Figure> figures, List<Row> rows, List<TaskResult> tasks) {

  /**
   * A figure over a group.
   *
   * @param tasks how many of the group have the figure
   * @param interval over their means
   */
  public record Cell(int tasks, Interval interval) {}

  /**
   * A group's figures.
   *
   * @param tasks how many the group has
   */
  public record Row(String group, int tasks, Map<Figure, Cell> cells) {

    public Row {
      cells = new EnumMap<>(cells);
    }

    /** The figure over this group, if any of its tasks has it. */
    public Optional<Cell> cell(Figure figure) {
      return Optional.ofNullable(cells.get(figure));
    }
  }

  public Report {
    figures = List.copyOf(figures);
    rows = List.copyOf(rows);
    tasks = List.copyOf(tasks);
  }

  /**
   * The report on {@code results}.
   *
   * @param seed of the resamples
   */
  static Report of(
      List<Figure> figures, List<TaskGroup> groups, List<TaskResult> results, long seed) {
    List<Row> rows = new ArrayList<>();
    for (TaskGroup group : groups) {
      List<TaskResult> members =
          results.stream().filter(result -> group.holds().test(result.task())).toList();
      Map<Figure, Cell> cells = new EnumMap<>(Figure.class);
      for (Figure figure : figures) {
        double[] means =
            Interval.taskMeans(
                members.stream()
                    .map(result -> result.values(figure))
                    .filter(values -> !values.isEmpty())
                    .toList());
        if (means.length > 0) {
          cells.put(figure, new Cell(means.length, Interval.of(means, seed)));
        }
      }
      if (!members.isEmpty()) {
        rows.add(new Row(group.name(), members.size(), cells));
      }
    }
    return new Report(figures, rows, results);
  }

  /** The group's row, if it has tasks. */
  public Optional<Row> row(String group) {
    return rows.stream().filter(row -> row.group().equals(group)).findFirst();
  }
}
