package io.lorweb.tiny.measure;

import io.lorweb.eval.report.Table;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.tiny.measure.Figure.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A report to read: a table of groups for each unit, then the tasks one by one.
 *
 * @param report what to write
 */
public record ReportText(Report report) {

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
            + " the 95 %% bootstrap interval over tasks (%d resamples).\n\n%s\n"
            + "## By task\n\n%s",
        title,
        made,
        seed,
        Interval.RESAMPLES,
        tables,
        taskTable().markdown());
  }

  private List<Unit> units() {
    return Arrays.stream(Unit.values()).filter(unit -> !figures(unit).isEmpty()).toList();
  }

  private List<Figure> figures(Unit unit) {
    return report.figures().stream().filter(figure -> figure.unit() == unit).toList();
  }

  private Table groups(Unit unit) {
    List<String> headings = new ArrayList<>(List.of(unit.label(), "tasks"));
    figures(unit).forEach(figure -> headings.add(figure.heading()));
    List<List<String>> rows = new ArrayList<>();
    for (Report.Row row : report.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.group(), tasks(row, unit)));
      figures(unit)
          .forEach(figure -> cells.add(row.cell(figure).map(c -> cell(figure, c)).orElse(NONE)));
      if (figures(unit).stream().anyMatch(figure -> row.cell(figure).isPresent())) {
        rows.add(cells);
      }
    }
    return new Table(headings, rows);
  }

  /** Of a group's tasks those that have the unit's figures. */
  private String tasks(Report.Row row, Unit unit) {
    return figures(unit).stream()
        .flatMap(figure -> row.cell(figure).stream())
        .map(cell -> Integer.toString(cell.tasks()))
        .findFirst()
        .orElse(NONE);
  }

  private static String cell(Figure figure, Report.Cell cell) {
    Interval interval = cell.interval();
    return String.format(
        Locale.ROOT,
        "%s [%s, %s]",
        figure.unit().shown(interval.mean()),
        figure.unit().shown(interval.low()),
        figure.unit().shown(interval.high()));
  }

  private Table taskTable() {
    List<String> headings = new ArrayList<>(List.of("task", "level", "items"));
    report
        .figures()
        .forEach(figure -> headings.add(figure.heading() + ", " + figure.unit().label()));
    List<List<String>> rows = new ArrayList<>();
    for (TaskResult result : report.tasks()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  result.task().name(),
                  result.level().label(),
                  Integer.toString(result.items().size())));
      for (Figure figure : report.figures()) {
        cells.add(
            result.mean(figure).isPresent()
                ? figure.unit().shown(result.mean(figure).getAsDouble())
                : NONE);
      }
      rows.add(cells);
    }
    return new Table(headings, rows);
  }
}
