package io.lorweb.eval.report;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Tables;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What all reports say in the same words. */
final class SummaryText {

  /** Over the problems. */
  static final String PROBLEMS =
      "Their questions count for no model; those a judge left unanswered, for no model in what the"
          + " judge says.";

  private SummaryText() {}

  /** How many questions, and how figures came about. */
  static String counts(Evaluation evaluation) {
    Set<Over> over = EnumSet.noneOf(Over.class);
    Tables.of(evaluation).forEach(table -> table.forEach(column -> over.add(column.over())));
    String first = evaluation.models().get(0);
    String text =
        String.format(
            Locale.ROOT,
            "%d questions, %d of them answered by all models and compared; seed %d. Means over the"
                + " items of a task, then over tasks; in brackets the 95 %% interval: Student's, or"
                + " over %d tasks and more the bootstrap's (%d resamples). Where all values are the"
                + " same, nothing tells how far they spread: there is none.",
            evaluation.asked().size(),
            evaluation.compared().size(),
            evaluation.seed(),
            Over.BOOTSTRAPPED,
            Interval.RESAMPLES);
    if (over.contains(Over.TASKS)) {
      text +=
          String.format(
              Locale.ROOT,
              " From %d tasks on it is over tasks. Differences are from %s, with their intervals:"
                  + " sign-flip permutation test over tasks, Holm-corrected for the number of"
                  + " models.",
              Over.FEWEST_TASKS,
              first);
    }
    if (over.contains(Over.ITEMS) || over.contains(Over.NOTHING)) {
      text +=
          String.format(
              Locale.ROOT,
              " With fewer than %d tasks it is over the questions within each task: it tells how"
                  + " sure the mean of these tasks is and nothing about other tasks. Differences"
                  + " are from %s; so few tasks cannot be tested.",
              Over.FEWEST_TASKS,
              first);
    }
    return text;
  }

  /** Over a table: the counts of the column that has most, and what its intervals are over. */
  static String heading(List<Comparison> table) {
    Comparison most = most(table);
    return most.group() + " (" + counts(most) + ")";
  }

  /** Over a column of a table; a metric that makes no sense for some questions says so. */
  static String column(Comparison column, List<Comparison> table) {
    return column.metric().heading()
        + (column.metric().higherIsBetter() ? ", higher" : ", lower")
        + (column.questions() < most(table).questions() ? " (" + counts(column) + ")" : "");
  }

  private static String counts(Comparison column) {
    return String.format(
        Locale.ROOT,
        "%d task%s, %d question%s; %s",
        column.tasks(),
        column.tasks() == 1 ? "" : "s",
        column.questions(),
        column.questions() == 1 ? "" : "s",
        over(column.over()));
  }

  /** What the intervals of a column are over. */
  static String over(Over over) {
    return switch (over) {
      case TASKS -> "intervals over tasks";
      case ITEMS -> "intervals over questions";
      case NOTHING -> "too few questions for intervals";
    };
  }

  private static Comparison most(List<Comparison> table) {
    return table.stream().max(Comparator.comparingInt(Comparison::questions)).orElseThrow();
  }
}
