package io.lorweb.eval.statistics;

import java.util.Random;
import org.hipparchus.stat.StatUtils;

/**
 * Whether two models differ on the same tasks: the sign-flip permutation test on the mean
 * difference. It assumes nothing but that, were the models alike, every task's difference could as
 * well have had the other sign.
 *
 * @param difference mean of one minus the other
 * @param p two-sided probability of a mean so far from 0 by chance
 */
public record PairedTest(double difference, double p) {

  /** Up to so many pairs all 2^n signs are tried. */
  public static final int EXACT = 16;

  /** Random signs for more. */
  public static final int DRAWS = 20_000;

  /** Means that differ by rounding alone count as equal. */
  private static final double ROUNDING = 1e-12;

  /**
   * Whether any outcome could be significant at 5 %: of so few pairs even the clearest is likelier
   * by chance.
   *
   * @param tests among which one false alarm is allowed for (Holm)
   */
  public static boolean possible(int pairs, int tests) {
    return tests * Math.pow(2, 1.0 - pairs) <= 0.05;
  }

  /**
   * @param one a value for each task
   * @param other of the same tasks, in the same order
   * @param seed of the random signs
   * @throws IllegalArgumentException when the lengths differ or nothing is there
   */
  public static PairedTest of(double[] one, double[] other, long seed) {
    if (one.length != other.length || one.length == 0) {
      throw new IllegalArgumentException(
          one.length + " and " + other.length + " values do not make pairs");
    }
    double[] differences = new double[one.length];
    double size = 0;
    for (int i = 0; i < one.length; i++) {
      differences[i] = one[i] - other[i];
      size += Math.abs(differences[i]);
    }
    double observed = StatUtils.sum(differences);
    double least = Math.abs(observed) - ROUNDING * size;
    double p = one.length <= EXACT ? exact(differences, least) : drawn(differences, least, seed);
    return new PairedTest(observed / one.length, p);
  }

  private static double exact(double[] differences, double least) {
    int all = 1 << differences.length;
    int far = 0;
    for (int signs = 0; signs < all; signs++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
      }
      far += Math.abs(sum) >= least ? 1 : 0;
    }
    return (double) far / all;
  }

  /** What was observed counts as one of the draws, so that p is never 0. */
  private static double drawn(double[] differences, double least, long seed) {
    Random random = new Random(seed);
    int far = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      far += Math.abs(sum) >= least ? 1 : 0;
    }
    return far / (DRAWS + 1.0);
  }
}
