package io.lorweb.flux;

import io.lorweb.layer.Attention;
import io.lorweb.tensor.Placement;
import org.bytedeco.pytorch.Tensor;

/** What the queries of a block attend to: its own keys and values, or others with them. */
@FunctionalInterface
public interface Attended {

  /** Their own only. */
  Attended OWN = (block, q, k, v) -> Attention.full(q, k, v);

  /**
   * @param block its number, double blocks first
   * @param q [B, S, heads, headDim] after RoPE, text first
   * @param k the same shape, after RoPE
   * @param v the same shape
   * @return [B, S, D]
   */
  Tensor of(int block, Tensor q, Tensor k, Tensor v);

  /** The same of factors in the format of products; what comes out is in that of activations. */
  default Tensor of(int block, Tensor q, Tensor k, Tensor v, Placement in) {
    return in.place(of(block, in.factor(q), in.factor(k), in.factor(v)));
  }
}
