package io.lorweb.suite;

import io.lorweb.statistics.Interval;
import io.lorweb.statistics.PairedTest;
import java.util.List;
import java.util.Locale;

/** The tables as Markdown, each figure as {@code value [low, high]}, the best mean bold. */
public final class SummaryMarkdown {

  private SummaryMarkdown() {}

  /**
   * @param command that made it
   */
  public static String of(Evaluation evaluation, String command) {
    Suite suite = evaluation.suite();
    StringBuilder text = new StringBuilder("# " + suite.name() + "\n\n`" + command + "`\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%d questions, %d answered by all models and compared, seed %d. Means over the items"
                + " of a task, then over tasks; in brackets the 95 %% bootstrap interval over"
                + " tasks (%d resamples). Differences are from %s: sign-flip permutation test over"
                + " tasks, Holm-corrected for the number of models.%n",
            evaluation.asked().size(),
            evaluation.compared().size(),
            suite.seed(),
            Interval.RESAMPLES,
            suite.contestants().get(0).name()));
    for (List<Comparison> group : Tables.of(evaluation)) {
      table(text, suite, group);
    }
    problems(text, evaluation);
    return text.toString();
  }

  private static void table(StringBuilder text, Suite suite, List<Comparison> group) {
    Comparison first = group.get(0);
    text.append(
        String.format(
            Locale.ROOT,
            "%n## %s (%d tasks, %d questions)%n%n| model |",
            first.group(),
            first.tasks(),
            first.questions()));
    for (Comparison column : group) {
      text.append(' ').append(column.metric().heading());
      text.append(column.metric().higherIsBetter() ? " (higher) |" : " (lower) |");
    }
    text.append("\n|---|").append("---|".repeat(group.size())).append('\n');
    for (Contestant contestant : suite.contestants()) {
      text.append("| ").append(contestant.name()).append(" |");
      for (Comparison column : group) {
        text.append(' ').append(cell(column, contestant.name())).append(" |");
      }
      text.append('\n');
    }
  }

  private static String cell(Comparison column, String name) {
    Interval interval = column.means().get(name);
    if (interval == null) {
      return "-";
    }
    int digits = column.metric().digits();
    boolean best =
        column.means().values().stream()
            .allMatch(
                other ->
                    column.metric().higherIsBetter()
                        ? interval.mean() >= other.mean()
                        : interval.mean() <= other.mean());
    String mean = number(interval.mean(), digits);
    String cell =
        String.format(
            "%s [%s, %s]",
            best ? "**" + mean + "**" : mean,
            number(interval.low(), digits),
            number(interval.high(), digits));
    PairedTest test = column.differences().get(name);
    return test == null
        ? cell
        : String.format(
            "%s; %s%s, p %s",
            cell,
            test.difference() < 0 ? "" : "+",
            number(test.difference(), digits),
            test.p() < 0.001 ? "< 0.001" : number(test.p(), 3));
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static void problems(StringBuilder text, Evaluation evaluation) {
    if (evaluation.problems().isEmpty()) {
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n## Problems (%d)%n%nTheir questions count for no model.%n%n",
            evaluation.problems().size()));
    for (Problem problem : evaluation.problems()) {
      text.append("- ").append(problem.sentence()).append('\n');
    }
  }
}
