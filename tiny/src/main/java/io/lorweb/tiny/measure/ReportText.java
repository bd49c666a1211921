package io.lorweb.tiny.measure;

import io.lorweb.eval.report.Table;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.tiny.measure.Figure.Unit;
import io.lorweb.tiny.measure.StageReport.Mean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A report to read: a table of groups for each unit, then the tasks one by one.
 *
 * @param report what to write
 * @param columns the figures in their order
 */
public record ReportText(StageReport report, List<Figure> columns) {

  private static final String NONE = "-";

  /** The tables of groups, line by line. */
  public List<String> groups() {
    List<String> lines = new ArrayList<>();
    for (Unit unit : units()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(groups(unit).text());
    }
    return lines;
  }

  /** The table of tasks, line by line. */
  public List<String> tasks() {
    return taskTable().text();
  }

  /**
   * All tables in Markdown.
   *
   * @param title over them
   * @param made the command that made them
   * @param seed of items, noise and resamples
   */
  public String markdown(String title, String made, long seed) {
    String tables =
        units().stream().map(unit -> groups(unit).markdown()).collect(Collectors.joining("\n"));
    return String.format(
        Locale.ROOT,
        "# %s\n\n`%s`\n\n"
            + "Seed %d. Means over the items of a task, then over the tasks of a group; in brackets"
            + " the 95 %% interval over tasks: Student's, from %d tasks on the bootstrap's (%d"
            + " resamples); none over fewer than three.\n\n%s\n"
            + "## By task\n\n%s",
        title,
        made,
        seed,
        Over.BOOTSTRAPPED,
        Interval.RESAMPLES,
        tables,
        taskTable().markdown());
  }

  private List<Unit> units() {
    return Arrays.stream(Unit.values()).filter(unit -> !figures(unit).isEmpty()).toList();
  }

  private List<Figure> figures(Unit unit) {
    return columns.stream().filter(figure -> figure.unit() == unit).toList();
  }

  private Table groups(Unit unit) {
    List<String> headings = new ArrayList<>(List.of(unit.label(), "tasks"));
    figures(unit).forEach(figure -> headings.add(figure.heading()));
    List<List<String>> rows = new ArrayList<>();
    for (StageReport.GroupRow row : report.groups()) {
      List<Mean> own =
          figures(unit).stream().map(row.figures()::get).filter(Objects::nonNull).toList();
      if (!own.isEmpty()) {
        // Of the group's tasks those that have the unit's figures.
        List<String> cells = new ArrayList<>(List.of(row.group(), "" + own.get(0).tasks()));
        figures(unit).forEach(figure -> cells.add(cell(figure, row.figures().get(figure))));
        rows.add(cells);
      }
    }
    return new Table(headings, rows);
  }

  private static String cell(Figure figure, Mean mean) {
    if (mean == null) {
      return NONE;
    }
    Unit unit = figure.unit();
    String value = unit.shown(mean.mean());
    return mean.low().isEmpty()
        ? value
        : value + " [" + unit.shown(mean.low().get()) + ", " + unit.shown(mean.high().get()) + "]";
  }

  private Table taskTable() {
    List<String> headings = new ArrayList<>(List.of("task", "level", "items"));
    columns.forEach(figure -> headings.add(figure.heading() + ", " + figure.unit().label()));
    List<List<String>> rows = new ArrayList<>();
    for (StageReport.TaskRow row : report.tasks()) {
      List<String> cells =
          new ArrayList<>(List.of(row.task(), row.level(), Integer.toString(row.items())));
      for (Figure figure : columns) {
        StageReport.Values values = row.figures().get(figure);
        cells.add(values == null ? NONE : figure.unit().shown(values.mean()));
      }
      rows.add(cells);
    }
    return new Table(headings, rows);
  }
}
