package io.lorweb.gradient;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The mixing coefficients of all Linears as leaves of their own, whose gradients gather side by
 * side: blocks that are computed twice find the same leaves, and no Linear's graph reaches another.
 */
public final class CoefficientLeaves {

  private final Tensor values;
  private final Tensor gathered;

  /**
   * @param values [L, B, N r] without a graph, each coefficient r times in a row
   */
  public CoefficientLeaves(Tensor values) {
    this.values = values;
    gathered = torch.zeros_like(values);
  }

  /** The coefficients of the i-th Linear: [B, N r], a leaf. */
  public Tensor of(int linear) {
    Tensor leaf = values.select(0, linear);
    leaf.set_requires_grad(true);
    leaf.mutable_grad().put(gathered.select(0, linear));
    return leaf;
  }

  /** What backward passes have sent to the leaves so far: [L, B, N r]. */
  public Tensor gradients() {
    return gathered;
  }
}
