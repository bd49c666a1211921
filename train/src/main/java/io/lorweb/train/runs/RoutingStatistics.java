package io.lorweb.train.runs;

import java.util.List;

/**
 * How a basis is used: the mean mixing coefficients of a few steps' examples.
 *
 * @param paths the adapted Linears
 * @param size N
 * @param usage [L, N] row-major, mean coefficient of every basis element in every Linear
 * @param entropy [L] mean entropy of the examples' mixtures over ln N: 1 is uniform, 0 one element
 *     alone; of |e| / sum |e| for mixtures that are not distributions
 */
public record RoutingStatistics(List<String> paths, int size, float[] usage, float[] entropy) {

  public RoutingStatistics {
    paths = List.copyOf(paths);
  }

  /** Mean of the Linears' entropies. */
  public double meanEntropy() {
    double sum = 0;
    for (float value : entropy) {
      sum += value;
    }
    return sum / entropy.length;
  }
}
