package io.lorweb.sample;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * What the prompts' passes through the model have in common in one step.
 *
 * @param tokens [1, S, D] embedded noise tokens
 * @param context [1, S_ctx, D] embedded
 * @param sigma [1] noise level, as the model takes it
 * @param guidance [1] embedded guidance scale
 * @param step from 0
 */
record Pass(Tensor tokens, Tensor context, Tensor sigma, Tensor guidance, int step) {

  /** [1, S + S_ctx, D]. */
  Tensor image() {
    return Tensors.cat(1, tokens, context);
  }
}
