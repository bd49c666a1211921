package io.lorweb.flux;

import io.lorweb.layer.Attention;
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
}
