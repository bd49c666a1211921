package io.lorweb.sample;

import org.bytedeco.pytorch.Tensor;

/**
 * What the flow model is told besides the noisy latents; constant over a run.
 *
 * @param prompt T5 states and pooled CLIP text
 * @param negative what to move away from, or null for one pass per step
 * @param cfg true classifier-free guidance scale; has an effect above 1 and with {@code negative}
 * @param guidance the embedded (distilled) guidance scale
 * @param context [1, S_ctx, C] packed latents of the context pictures
 * @param contextIds [S_ctx, 3] their positions
 */
public record Conditioning(
    Prompt prompt,
    Prompt negative,
    double cfg,
    double guidance,
    Tensor context,
    Tensor contextIds) {

  /**
   * An encoded prompt.
   *
   * @param states [1, T, jointDim] from T5
   * @param pooled [1, pooledDim] from CLIP
   */
  public record Prompt(Tensor states, Tensor pooled) {}

  /** Whether every step takes two passes. */
  public boolean twoPasses() {
    return negative != null && cfg > 1;
  }
}
