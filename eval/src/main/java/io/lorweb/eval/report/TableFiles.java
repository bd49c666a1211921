package io.lorweb.eval.report;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Cell;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Difference;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Tables;
import io.lorweb.files.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The tables as files of their own: comma-separated for programs, LaTeX for papers. */
public final class TableFiles {

  private static final String FOLDER = "tables";
  private static final int LONGEST_NAME = 60;

  private TableFiles() {}

  /** Writes them below {@code folder}: the results, the models, and every appendix. */
  public static void write(SummaryFile summary, Path folder) {
    Evaluation evaluation = summary.evaluation();
    Path tables = folder.resolve(FOLDER);
    AtomicFile.write(tables.resolve("results.csv"), results(evaluation).csv());
    AtomicFile.write(tables.resolve("results.tex"), latex(evaluation));
    ModelsText.of(evaluation).ifPresent(models -> both(tables, "models", "Models", models.table()));
    for (Appendix one : summary.appendices()) {
      both(tables, name(one.heading()), one.heading(), new Table(one.columns(), one.rows()));
    }
  }

  private static void both(Path tables, String name, String heading, Table table) {
    AtomicFile.write(tables.resolve(name + ".csv"), table.csv());
    AtomicFile.write(tables.resolve(name + ".tex"), Latex.tabular(heading, table));
  }

  private static String name(String heading) {
    String name = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceAll("^-|-$", "");
  }

  /** A row for every figure, with every number by itself. */
  static Table results(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    for (List<Comparison> group : Tables.of(evaluation)) {
      for (Comparison column : group) {
        for (String model : evaluation.models()) {
          if (column.means().containsKey(model)) {
            rows.add(row(column, model));
          }
        }
      }
    }
    return new Table(
        List.of(
            "group",
            "metric",
            "model",
            "tasks",
            "questions",
            "interval_over",
            "mean",
            "low",
            "high",
            "difference",
            "difference_low",
            "difference_high",
            "p"),
        rows);
  }

  private static List<String> row(Comparison column, String model) {
    Interval mean = column.means().get(model);
    Optional<Difference> away = Optional.ofNullable(column.differences().get(model));
    return List.of(
        column.group(),
        column.metric().id(),
        model,
        String.valueOf(column.tasks()),
        String.valueOf(column.questions()),
        column.over().name().toLowerCase(Locale.ROOT),
        number(mean.mean()),
        number(mean.low()),
        number(mean.high()),
        away.map(one -> number(one.mean())).orElse(""),
        away.map(one -> number(one.interval().low())).orElse(""),
        away.map(one -> number(one.interval().high())).orElse(""),
        away.map(one -> number(one.p().orElse(Double.NaN))).orElse(""));
  }

  /** Nothing where there is none. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.valueOf(value);
  }

  private static String latex(Evaluation evaluation) {
    StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n");
    String first = evaluation.models().get(0);
    for (List<Comparison> group : Tables.of(evaluation)) {
      String heading = SummaryText.heading(group);
      text.append(Latex.tabular(heading, cells(evaluation.models(), group, TableFiles::mean)));
      if (evaluation.models().size() > 1) {
        text.append(
            Latex.tabular(
                heading + ": differences from " + first,
                cells(
                    evaluation.models().subList(1, evaluation.models().size()),
                    group,
                    cell -> cell.difference().orElse("-"))));
      }
    }
    return text.toString();
  }

  private static String mean(Cell cell) {
    return (cell.best() ? "**" + cell.mean() + "**" : cell.mean()) + " " + cell.interval();
  }

  private static Table cells(
      List<String> models, List<Comparison> group, Function<Cell, String> shown) {
    List<String> headings = new ArrayList<>(List.of("model"));
    group.forEach(column -> headings.add(SummaryText.column(column, group)));
    List<List<String>> rows = new ArrayList<>();
    for (String model : models) {
      List<String> cells = new ArrayList<>(List.of(model));
      group.forEach(column -> cells.add(Cell.of(column, model).map(shown).orElse("-")));
      rows.add(cells);
    }
    return new Table(headings, rows);
  }
}
