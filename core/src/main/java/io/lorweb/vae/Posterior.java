package io.lorweb.vae;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * The Gaussian posterior of a picture's latents.
 *
 * @param mean [B, L, h, w]
 * @param logVariance [B, L, h, w], clamped to [-30, 20]
 */
public record Posterior(Tensor mean, Tensor logVariance) {

  static Posterior of(Tensor raw) {
    long half = raw.size(1) / 2;
    return new Posterior(raw.narrow(1, 0, half), Tensors.clamp(raw.narrow(1, half, half), -30, 20));
  }

  /** The most likely latents, as inference uses them. */
  public Tensor mode() {
    return mean;
  }

  /** mean + std * noise, as training uses them; noise has the shape of the mean. */
  public Tensor sample(Tensor noise) {
    return mean.addcmul(Tensors.times(logVariance, 0.5).exp(), noise);
  }
}
