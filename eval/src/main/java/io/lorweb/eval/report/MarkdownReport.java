package io.lorweb.eval.report;

import io.lorweb.eval.suite.Cell;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Problem;
import io.lorweb.eval.suite.Tables;
import java.util.List;
import java.util.Locale;

/** The tables as Markdown, each figure as {@code value [low, high]}, the best mean bold. */
public final class MarkdownReport {

  private MarkdownReport() {}

  /** Without appendices. */
  public static String of(Evaluation evaluation, String command) {
    return of(evaluation, command, List.of());
  }

  /**
   * @param command that made it
   * @param appendices follow the tables; their charts are left to the page
   */
  public static String of(Evaluation evaluation, String command, List<Appendix> appendices) {
    StringBuilder text = new StringBuilder("# " + evaluation.name() + "\n\n`" + command + "`\n\n");
    text.append(SummaryText.counts(evaluation)).append('\n');
    for (List<Comparison> group : Tables.of(evaluation)) {
      table(text, evaluation.models(), group);
    }
    appendices.forEach(more -> appendix(text, more));
    JudgementText.of(evaluation).ifPresent(judge -> judge(text, judge));
    problems(text, evaluation);
    return text.toString();
  }

  private static void table(StringBuilder text, List<String> models, List<Comparison> group) {
    text.append("\n## ").append(SummaryText.heading(group)).append("\n\n| model |");
    group.forEach(
        column -> text.append(' ').append(SummaryText.column(column, group)).append(" |"));
    text.append("\n|---|").append("---|".repeat(group.size())).append('\n');
    for (String model : models) {
      text.append("| ").append(model).append(" |");
      for (Comparison column : group) {
        String cell = Cell.of(column, model).map(MarkdownReport::text).orElse("-");
        text.append(' ').append(cell).append(" |");
      }
      text.append('\n');
    }
  }

  private static String text(Cell cell) {
    String mean = cell.best() ? "**" + cell.mean() + "**" : cell.mean();
    return mean + " " + cell.interval() + cell.difference().map(text -> "; " + text).orElse("");
  }

  private static void appendix(StringBuilder text, Appendix appendix) {
    text.append("\n## ").append(appendix.heading()).append("\n\n");
    rows(text, appendix.columns(), appendix.rows());
  }

  private static void judge(StringBuilder text, JudgementText judge) {
    text.append("\n## Judge\n");
    judge.sentences().forEach(sentence -> text.append('\n').append(sentence).append('\n'));
    if (!judge.rows().isEmpty()) {
      rows(text.append('\n'), judge.columns(), judge.rows());
    }
  }

  private static void rows(StringBuilder text, List<String> columns, List<List<String>> rows) {
    row(text, columns);
    text.append("|---".repeat(columns.size())).append("|\n");
    rows.forEach(cells -> row(text, cells));
  }

  private static void row(StringBuilder text, List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell).append(' '));
    text.append("|\n");
  }

  private static void problems(StringBuilder text, Evaluation evaluation) {
    if (evaluation.problems().isEmpty()) {
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n## Problems (%d)%n%n%s%n%n",
            evaluation.problems().size(),
            SummaryText.PROBLEMS));
    for (Problem problem : evaluation.problems()) {
      text.append("- ").append(problem.sentence()).append('\n');
    }
  }
}
