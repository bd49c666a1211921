package io.lorweb.eval.routing;

import io.lorweb.basis.Mixture;

/** How many elements of a basis a mixture uses. */
final class RoutingEntropy {

  private RoutingEntropy() {}

  /**
   * Mean over the Linears of the entropy of |e| / sum |e|, over ln N: 1 is uniform, 0 one element
   * alone (also where N is 1, or nothing is mixed in at all).
   */
  static double of(Mixture mixture) {
    int n = mixture.size();
    if (n == 1) {
      return 0;
    }
    double total = 0;
    for (int linear = 0; linear < mixture.paths().size(); linear++) {
      total += entropy(mixture.of(linear)) / Math.log(n);
    }
    return total / mixture.paths().size();
  }

  private static double entropy(float[] coefficients) {
    double sum = 0;
    for (float e : coefficients) {
      sum += Math.abs(e);
    }
    double entropy = 0;
    for (float e : coefficients) {
      double share = Math.abs(e) / sum;
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return entropy;
  }
}
