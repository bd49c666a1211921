package io.lorweb.train.loop;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Optional terms of the loss on the mixtures; the paper has none. */
final class MixtureTerms {

  private static final double TINY = 1e-9;

  private MixtureTerms() {}

  /**
   * balance (N sum_n mean(p_n)^2 - 1) - entropy H(p) / ln N, means over the batch and the Linears;
   * p = |e| / sum |e|, which is e itself after softmax. The first is 0 when the batch uses all
   * elements alike and N - 1 when it uses one.
   *
   * @param coefficients [L, B, N]
   * @return a scalar
   */
  static Tensor of(Tensor coefficients, double entropy, double balance) {
    long n = coefficients.size(2);
    Tensor size = coefficients.abs();
    Tensor p =
        size.div(
            Tensors.plus(
                size.sum(new long[] {2}, true, new org.bytedeco.pytorch.ScalarTypeOptional()),
                TINY));
    Tensor mean = Tensors.mean(p, 1); // [L, N]
    Tensor uneven = Tensors.plus(Tensors.times(Tensors.mean(mean.square().sum(1), 0), n), -1);
    Tensor spread = entropies(p).mean();
    return Tensors.times(uneven, balance).sub(Tensors.times(spread, entropy));
  }

  /** H(p) / ln N of every mixture, [L, B]; 1 is uniform. */
  static Tensor entropies(Tensor p) {
    double unit = Math.log(Math.max(2, p.size(2)));
    return Tensors.times(p.mul(Tensors.plus(p, TINY).log()).sum(2), -1 / unit);
  }
}
