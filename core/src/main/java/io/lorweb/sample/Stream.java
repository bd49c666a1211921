package io.lorweb.sample;

import org.bytedeco.pytorch.Tensor;

/** One prompt's way through the model, step by step. */
sealed interface Stream permits FullStream, SkippingStream, RecallingStream {

  /**
   * @return [1, S, C] of the current scope
   */
  Tensor velocity(Pass pass);
}
