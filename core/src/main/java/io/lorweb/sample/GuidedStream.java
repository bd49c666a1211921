package io.lorweb.sample;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Away from the negative prompt: true classifier-free guidance in two passes.
 *
 * @param towards the prompt's way
 * @param away the negative prompt's
 * @param cfg scale of the difference between their velocities
 */
record GuidedStream(Stream towards, Stream away, double cfg) implements Stream {

  @Override
  public Tensor velocity(Pass pass) {
    return guided(towards.velocity(pass), away.velocity(pass), cfg);
  }

  /** away + cfg (towards - away). */
  static Tensor guided(Tensor towards, Tensor away, double cfg) {
    return away.add(Tensors.times(towards.sub(away), cfg));
  }
}
