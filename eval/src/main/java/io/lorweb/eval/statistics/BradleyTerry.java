package io.lorweb.eval.statistics;

import java.util.Arrays;

/**
 * Ranks models by pairwise votes (Bradley and Terry 1952): the strengths under which the votes are
 * likeliest, P(i beats j) = s_i / (s_i + s_j).
 */
public final class BradleyTerry {

  private static final int ROUNDS = 10_000;
  private static final double CONVERGED = 1e-10;

  private BradleyTerry() {}

  /**
   * Log strengths with mean 0, found by minorisation-maximisation (Hunter 2004).
   *
   * @param wins {@code wins[i][j]}: votes for i over j; halves for ties; the diagonal is ignored
   * @param prior votes that every pair gets for either side beforehand, at least 0: with more than
   *     0 strengths are finite even where one model lost every vote
   * @throws IllegalArgumentException when {@code prior} is 0 and the models fall into two groups of
   *     which one never won against the other
   */
  public static double[] logStrengths(double[][] wins, double prior) {
    int n = wins.length;
    double[][] votes = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        votes[i][j] = i == j ? 0 : wins[i][j] + prior;
      }
    }
    if (!stronglyConnected(votes)) {
      throw new IllegalArgumentException(
          "the votes do not rank all models: some never won against some others");
    }
    double[] strengths = new double[n];
    Arrays.fill(strengths, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = step(votes, strengths);
      double change = 0;
      for (int i = 0; i < n; i++) {
        change = Math.max(change, Math.abs(Math.log(next[i] / strengths[i])));
      }
      strengths = next;
      if (change < CONVERGED) {
        break;
      }
    }
    return Arrays.stream(strengths).map(Math::log).toArray();
  }

  private static double[] step(double[][] votes, double[] strengths) {
    int n = strengths.length;
    double[] next = new double[n];
    double logs = 0;
    for (int i = 0; i < n; i++) {
      double won = 0;
      double expected = 0;
      for (int j = 0; j < n; j++) {
        if (i != j) {
          won += votes[i][j];
          expected += (votes[i][j] + votes[j][i]) / (strengths[i] + strengths[j]);
        }
      }
      next[i] = won / expected;
      logs += Math.log(next[i]);
    }
    double scale = Math.exp(-logs / n);
    return Arrays.stream(next).map(value -> value * scale).toArray();
  }

  /** Whether every model is reached from every other along wins: then the maximum exists. */
  private static boolean stronglyConnected(double[][] votes) {
    return reached(votes, false) == votes.length && reached(votes, true) == votes.length;
  }

  private static int reached(double[][] votes, boolean backwards) {
    boolean[] seen = new boolean[votes.length];
    int[] queue = new int[votes.length];
    int end = 0;
    seen[0] = true;
    queue[end++] = 0;
    for (int at = 0; at < end; at++) {
      for (int j = 0; j < votes.length; j++) {
        double edge = backwards ? votes[j][queue[at]] : votes[queue[at]][j];
        if (!seen[j] && edge > 0) {
          seen[j] = true;
          queue[end++] = j;
        }
      }
    }
    return end;
  }
}
