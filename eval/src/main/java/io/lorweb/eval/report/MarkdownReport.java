package io.lorweb.eval.report;

import io.lorweb.eval.suite.Cell;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Problem;
import io.lorweb.eval.suite.Tables;
import java.util.ArrayList;
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
    ModelsText.of(evaluation).ifPresent(models -> models(text, models));
    appendices.forEach(more -> appendix(text, more));
    JudgementText.of(evaluation).ifPresent(judge -> judge(text, judge));
    problems(text, evaluation);
    return text.toString();
  }

  private static void table(StringBuilder text, List<String> models, List<Comparison> group) {
    List<String> headings = new ArrayList<>(List.of("model"));
    group.forEach(column -> headings.add(SummaryText.column(column, group)));
    List<List<String>> rows = new ArrayList<>();
    for (String model : models) {
      List<String> cells = new ArrayList<>(List.of(model));
      group.forEach(
          column -> cells.add(Cell.of(column, model).map(MarkdownReport::text).orElse("-")));
      rows.add(cells);
    }
    text.append("\n## ").append(SummaryText.heading(group)).append("\n\n");
    text.append(new Table(headings, rows).markdown());
  }

  private static String text(Cell cell) {
    String mean = cell.best() ? "**" + cell.mean() + "**" : cell.mean();
    return mean + " " + cell.interval() + cell.difference().map(text -> "; " + text).orElse("");
  }

  private static void models(StringBuilder text, ModelsText models) {
    text.append("\n## Models\n");
    models.sentences().forEach(sentence -> text.append('\n').append(sentence).append('\n'));
    text.append('\n').append(models.table().markdown());
  }

  private static void appendix(StringBuilder text, Appendix appendix) {
    text.append("\n## ").append(appendix.heading()).append("\n\n");
    text.append(new Table(appendix.columns(), appendix.rows()).markdown());
  }

  private static void judge(StringBuilder text, JudgementText judge) {
    text.append("\n## Judge\n");
    judge.sentences().forEach(sentence -> text.append('\n').append(sentence).append('\n'));
    if (!judge.rows().isEmpty()) {
      text.append('\n').append(new Table(judge.columns(), judge.rows()).markdown());
    }
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
