package io.lorweb.train.data;

import java.util.List;

/**
 * One example as the frozen encoders see it, on the Java heap.
 *
 * @param target moments of the picture to make
 * @param context moments of the context pictures, in the order of their tokens
 * @param query [Q] of the image encoder; empty when nothing is routed
 * @param caption the instruction, maybe empty
 */
public record Encoded(Latents target, List<Latents> context, float[] query, String caption) {

  public Encoded {
    context = List.copyOf(context);
  }

  /**
   * The Gaussian posterior of one picture's unscaled latents.
   *
   * @param mean [channels, height, width] row-major
   * @param logVariance the same shape, clamped to [-30, 20]
   * @param channels of the VAE's latents
   * @param height of the latents
   * @param width of the latents
   */
  public record Latents(float[] mean, float[] logVariance, int channels, int height, int width) {}
}
