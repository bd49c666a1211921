package io.lorweb.report;

import io.lorweb.suite.Cell;
import io.lorweb.suite.Comparison;
import io.lorweb.suite.Evaluation;
import io.lorweb.suite.Problem;
import io.lorweb.suite.Tables;
import java.util.List;
import java.util.Locale;

/** The tables as Markdown, each figure as {@code value [low, high]}, the best mean bold. */
public final class MarkdownReport {

  private MarkdownReport() {}

  /**
   * @param command that made it
   */
  public static String of(Evaluation evaluation, String command) {
    StringBuilder text = new StringBuilder("# " + evaluation.name() + "\n\n`" + command + "`\n\n");
    text.append(SummaryText.counts(evaluation)).append('\n');
    for (List<Comparison> group : Tables.of(evaluation)) {
      table(text, evaluation.models(), group);
    }
    JudgementText.of(evaluation).ifPresent(judge -> judge(text, judge));
    problems(text, evaluation);
    return text.toString();
  }

  private static void table(StringBuilder text, List<String> models, List<Comparison> group) {
    text.append("\n## ").append(SummaryText.heading(group.get(0))).append("\n\n| model |");
    group.forEach(
        column -> text.append(' ').append(SummaryText.column(column, group.get(0))).append(" |"));
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

  private static void judge(StringBuilder text, JudgementText judge) {
    text.append("\n## Judge\n");
    judge.sentences().forEach(sentence -> text.append('\n').append(sentence).append('\n'));
    if (!judge.rows().isEmpty()) {
      row(text.append('\n'), judge.columns());
      text.append("|---".repeat(judge.columns().size())).append("|\n");
      judge.rows().forEach(cells -> row(text, cells));
    }
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
