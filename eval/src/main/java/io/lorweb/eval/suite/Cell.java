package io.lorweb.eval.suite;

import io.lorweb.eval.statistics.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * One model's figure in a table, as text.
 *
 * @param mean rounded
 * @param interval {@code [low, high]}, or that there is none
 * @param best whether no other mean is better
 * @param difference from the first model, with its interval and p, or that tasks are too few for a
 *     test; none for the first model itself
 */
public record Cell(String mean, String interval, boolean best, Optional<String> difference) {

  /** Below this a p is no longer a number that means anything. */
  private static final double SMALLEST = 0.001;

  /** In the place of p where no outcome of a test could be significant. */
  public static final String TOO_FEW = "too few tasks";

  /** The figure of {@code model}, if it has one. */
  public static Optional<Cell> of(Comparison column, String model) {
    Interval interval = column.means().get(model);
    if (interval == null) {
      return Optional.empty();
    }
    Metric metric = column.metric();
    boolean best =
        column.means().values().stream()
            .allMatch(
                other ->
                    metric.higherIsBetter()
                        ? interval.mean() >= other.mean()
                        : interval.mean() <= other.mean());
    return Optional.of(
        new Cell(
            number(interval.mean(), metric.digits()),
            bounds(interval, metric.digits()),
            best,
            Optional.ofNullable(column.differences().get(model))
                .map(test -> difference(test, metric.digits()))));
  }

  private static String difference(Difference test, int digits) {
    String p = test.p().isPresent() ? p(test.p().getAsDouble()) : TOO_FEW;
    String mean = (test.mean() < 0 ? "" : "+") + number(test.mean(), digits);
    return mean + " " + bounds(test.interval(), digits) + ", " + p;
  }

  private static String p(double p) {
    return p < SMALLEST ? "p < 0.001" : "p " + number(p, 3);
  }

  private static String bounds(Interval interval, int digits) {
    if (!interval.known()) {
      return "no interval";
    }
    return "[" + number(interval.low(), digits) + ", " + number(interval.high(), digits) + "]";
  }

  private static String number(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    // What rounds to nothing has no sign.
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
