package io.lorweb.eval.suite;

/**
 * What a number says.
 *
 * @param id its name in suites and files
 * @param heading over a column
 * @param higherIsBetter which way is good
 * @param digits behind the point
 */
public record Metric(String id, String heading, boolean higherIsBetter, int digits) {

  /**
   * Ten of the last digit: an axis of fewer would show differences at full height that no table
   * shows.
   */
  public double shortestAxis() {
    return Math.pow(10, 1.0 - digits);
  }
}
