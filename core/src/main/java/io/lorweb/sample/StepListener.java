package io.lorweb.sample;

import org.bytedeco.pytorch.Tensor;

/** Hears of every denoising step and may end the run between two of them. */
public interface StepListener {

  /** Hears nothing. */
  StepListener NONE = (step, of, tokens, clean) -> {};

  /**
   * After a step.
   *
   * @param step 1-based
   * @param of number of steps
   * @param tokens [1, S, C] packed latents after the step, valid during the call only
   * @param clean [1, S, C] the clean latents that the model foresees, x - sigma v; valid likewise
   */
  void step(int step, int of, Tensor tokens, Tensor clean);

  /** Asked before every step; true ends the run with a CancellationException. */
  default boolean cancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
