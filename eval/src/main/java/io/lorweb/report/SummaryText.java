package io.lorweb.report;

import io.lorweb.statistics.Interval;
import io.lorweb.suite.Comparison;
import io.lorweb.suite.Evaluation;
import java.util.Locale;

/** What all reports say in the same words. */
final class SummaryText {

  /** Over the problems. */
  static final String PROBLEMS =
      "Their questions count for no model; those that a judge left open, for no model in what the"
          + " judge says.";

  private SummaryText() {}

  /** How many questions, and how figures came about. */
  static String counts(Evaluation evaluation) {
    return String.format(
        Locale.ROOT,
        "%d questions, %d of them answered by all models and compared; seed %d. Means over the"
            + " items of a task, then over tasks; in brackets the 95 %% bootstrap interval over"
            + " tasks (%d resamples). Differences are from %s: sign-flip permutation test over"
            + " tasks, Holm-corrected for the number of models.",
        evaluation.asked().size(),
        evaluation.compared().size(),
        evaluation.seed(),
        Interval.RESAMPLES,
        evaluation.models().get(0));
  }

  /** Over a table. */
  static String heading(Comparison any) {
    return String.format(
        Locale.ROOT, "%s (%d tasks, %d questions)", any.group(), any.tasks(), any.questions());
  }

  /**
   * Over a column; it says so when it is of fewer questions than the heading.
   *
   * @param any that the heading was made of
   */
  static String column(Comparison column, Comparison any) {
    String text =
        column.metric().heading() + (column.metric().higherIsBetter() ? ", higher" : ", lower");
    return column.questions() == any.questions()
        ? text
        : String.format(
            Locale.ROOT, "%s (%d tasks, %d questions)", text, column.tasks(), column.questions());
  }
}
