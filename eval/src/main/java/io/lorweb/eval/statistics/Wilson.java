package io.lorweb.eval.statistics;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * A share of successes with its Wilson score interval (1927): right for win rates, also near 0 and
 * 1 and for few votes.
 *
 * @param successes in [0, trials]; half votes count half
 * @param trials at least one
 * @param low end of the interval, in [0, 1]
 * @param high the other end
 */
public record Wilson(double successes, int trials, double low, double high) {

  /**
   * @param confidence in (0, 1), such as 0.95; the paper's figure 6 has 0.68
   */
  public static Wilson of(int successes, int trials, double confidence) {
    ConfidenceInterval interval =
        BinomialProportion.getWilsonScoreInterval(trials, (double) successes / trials, confidence);
    return new Wilson(successes, trials, interval.getLowerBound(), interval.getUpperBound());
  }

  /** The share itself. */
  public double share() {
    return successes / trials;
  }
}
