package io.lorweb.sample;

import org.bytedeco.pytorch.Tensor;

/** A way through the model, step by step: of one prompt, or of two of which one is guided away. */
sealed interface Stream
    permits FullStream, SkippingStream, RecallingStream, GuidedStream, PairedStream {

  /**
   * @return [1, S, C] of the current scope
   */
  Tensor velocity(Pass pass);
}
