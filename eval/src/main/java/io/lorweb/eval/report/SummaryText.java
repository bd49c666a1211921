package io.lorweb.eval.report;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What all reports say in the same words. */
final class SummaryText {

  /** Over the problems. */
  static final String PROBLEMS =
      "Their questions count for no model; those a judge left unanswered, for no model in what the"
          + " judge says.";

  private SummaryText() {}

  /** How many questions, and how figures came about. */
  static String counts(Evaluation evaluation) {
    return String.format(
        Locale.ROOT,
        "%d questions, %d of them answered by all models and compared; seed %d. Means over the"
            + " items of a task, then over tasks; in brackets the 95 %% bootstrap interval over"
            + " tasks (%d resamples). Differences are from %s, with their intervals: sign-flip"
            + " permutation test over tasks, Holm-corrected for the number of models.",
        evaluation.asked().size(),
        evaluation.compared().size(),
        evaluation.seed(),
        Interval.RESAMPLES,
        evaluation.models().get(0));
  }

  /** Over a table: the counts of the column that has most. */
  static String heading(List<Comparison> table) {
    Comparison most = most(table);
    return String.format(
        Locale.ROOT, "%s (%d tasks, %d questions)", most.group(), most.tasks(), most.questions());
  }

  /** Over a column of a table; a metric that makes no sense for some questions says so. */
  static String column(Comparison column, List<Comparison> table) {
    return column.metric().heading()
        + (column.metric().higherIsBetter() ? ", higher" : ", lower")
        + (column.questions() < most(table).questions()
            ? String.format(
                Locale.ROOT, " (%d tasks, %d questions)", column.tasks(), column.questions())
            : "");
  }

  private static Comparison most(List<Comparison> table) {
    return table.stream().max(Comparator.comparingInt(Comparison::questions)).orElseThrow();
  }
}
