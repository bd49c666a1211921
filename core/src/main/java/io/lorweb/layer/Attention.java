package io.lorweb.layer;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.tensor.Turn;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Multi-head attention between already projected queries, keys and values. */
public final class Attention {

  /**
   * Scores that are held at a time where they are held at all (128 MB). With gradients all would be
   * held until the backward pass: beyond this many, float32 and the fused operator, which keeps
   * none, take over.
   */
  private static final long SCORES = 1L << 26;

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
    if (q.device().is_cpu() && q.scalar_type().value == ScalarType.BFloat16.value) {
      return bf16(q, k, v);
    }
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

  /**
   * On a CPU, whose units for bf16 work on whole products: the fused operator computes without them
   * and is many times slower than in float32.
   */
  private static Tensor bf16(Tensor q, Tensor k, Tensor v) {
    long scores = q.size(0) * q.size(1) * q.size(2) * k.size(1);
    return scores > SCORES && GradMode.is_enabled()
        ? full(q.to(ScalarType.Float), k.to(ScalarType.Float), v.to(ScalarType.Float))
        : products(q, k, v);
  }

  private static Tensor products(Tensor q, Tensor k, Tensor v) {
    Tensor scaled = Tensors.times(q.transpose(1, 2), 1 / Math.sqrt(q.size(3)));
    Tensor keys = k.permute(0, 2, 3, 1); // [B, heads, d, S]
    Tensor values = v.transpose(1, 2);
    long rows = Math.max(1, SCORES / (q.size(0) * q.size(2) * k.size(1)));
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < q.size(1); from += rows) {
      Tensor some = scaled.narrow(2, from, Math.min(rows, q.size(1) - from));
      parts.add(Scope.of(() -> torch.softmax(some.matmul(keys), -1).matmul(values)));
    }
    return Tensors.cat(2, parts.toArray(Tensor[]::new)).transpose(1, 2).flatten(2, 3);
  }

  private static Tensor attend(
      Tensor q, Tensor k, Tensor v, TensorOptional mask, boolean causal, DoubleOptional scale) {
    Tensor mixed =
        Turn.divided(
            () ->
                torch.scaled_dot_product_attention(
                    q.transpose(1, 2),
                    k.transpose(1, 2),
                    v.transpose(1, 2),
                    mask,
                    0.0,
                    causal,
                    scale,
                    false));
    return mixed.transpose(1, 2).flatten(2, 3); // [B, heads, S, d] -> [B, S, heads * d]
  }
}
