package io.lorweb.layer;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Multi-head attention between already projected queries, keys and values. */
public final class Attention {

  private Attention() {}

  /** [B, S, heads * d] to [B, S, heads, d]. */
  public static Tensor heads(Tensor x, long heads) {
    return x.view(x.size(0), x.size(1), heads, -1);
  }

  /**
   * softmax(q k^T / sqrt(d)) v.
   *
   * @param q [B, S, heads, d], as are k and v (their S may differ from q's)
   * @return [B, S, heads * d]
   */
  public static Tensor full(Tensor q, Tensor k, Tensor v) {
    return attend(q, k, v, new TensorOptional(), false, new DoubleOptional());
  }

  /** The same, each position seeing only itself and what stands before it. */
  public static Tensor causal(Tensor q, Tensor k, Tensor v) {
    return attend(q, k, v, new TensorOptional(), true, new DoubleOptional());
  }

  /**
   * softmax(q k^T + bias) v, without a scale (T5).
   *
   * @param bias [1, heads, S, S]
   */
  public static Tensor biased(Tensor q, Tensor k, Tensor v, Tensor bias) {
    return attend(q, k, v, new TensorOptional(bias), false, new DoubleOptional(1.0));
  }

  private static Tensor attend(
      Tensor q, Tensor k, Tensor v, TensorOptional mask, boolean causal, DoubleOptional scale) {
    Tensor mixed =
        torch.scaled_dot_product_attention(
            q.transpose(1, 2),
            k.transpose(1, 2),
            v.transpose(1, 2),
            mask,
            0.0,
            causal,
            scale,
            false);
    return mixed.transpose(1, 2).flatten(2, 3); // [B, heads, S, d] -> [B, S, heads * d]
  }
}
