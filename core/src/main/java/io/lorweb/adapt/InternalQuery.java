package io.lorweb.adapt;

import io.lorweb.basis.BasisConfig.Pooling;
import io.lorweb.basis.QueryMode;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * The query that a Linear makes of its own input (docs/spec/LORWEB.md section 3.6): the context
 * tokens that the mode names, pooled.
 *
 * @param mode which tokens: all, all of the context, its first three quarters or its first half
 * @param pooling mean or maximum over them
 * @param textTokens how many leading tokens are skipped as text: 512 in single blocks whatever the
 *     real length, 0 in double blocks, as in the reference
 */
public record InternalQuery(QueryMode mode, Pooling pooling, int textTokens) {

  /** What the reference skips in single blocks. */
  static final int TEXT_TOKENS = 512;

  static InternalQuery of(String path, QueryMode mode, Pooling pooling) {
    boolean single = path.startsWith("single_transformer_blocks.");
    return new InternalQuery(mode, pooling, single ? TEXT_TOKENS : 0);
  }

  /**
   * @param x [B, S, in] or [B, in], which is its own query
   * @return [B, in]
   */
  Tensor of(Tensor x) {
    if (x.dim() == 2) {
      return x;
    }
    long tokens = x.size(1);
    long skipped = Math.min(textTokens, tokens);
    long start = skipped + (tokens - skipped) / 2;
    long context = tokens - start;
    Tensor chosen =
        switch (mode) {
          case WHOLE -> x;
          case CONTEXT_WITHOUT_B2 -> x.narrow(1, start, context * 3 / 4);
          case DEMONSTRATION -> x.narrow(1, start, context / 2);
          default -> x.narrow(1, start, context);
        };
    return pooling == Pooling.AVG ? Tensors.mean(chosen, 1) : chosen.amax(new long[] {1}, false);
  }
}
