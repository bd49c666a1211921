package io.lorweb.layer;

import org.bytedeco.pytorch.Tensor;

/**
 * y = x W^T + bias over the last axis.
 *
 * <p>Models see only this interface: whether the weights are resident, streamed from a mapped file
 * or quantised, and whether a mixture of LoRAs is added on top, is decided outside of them.
 */
public interface Linear {

  /**
   * @param x [..., in]
   * @return [..., out]
   */
  Tensor forward(Tensor x);

  /** Width of the input. */
  long in();

  /** Width of the output. */
  long out();
}
