package io.lorweb.train.loop;

import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.Trained.Autoencoder.Distance;
import io.lorweb.vae.Posterior;
import org.bytedeco.pytorch.Tensor;

/**
 * How far a VAE's pictures are from the originals, plus the posterior's divergence from N(0, 1) per
 * latent (Kingma and Welling, 2014).
 *
 * @param kind mixed: mean |d| + mean d^2 + half the mean |d| of neighbouring differences in both
 *     directions, for sharp edges; PSNR: the mean over pictures of ln(mean d^2)
 * @param kl weight of the divergence
 */
record ReconstructionLoss(Distance kind, double kl) {

  private static final double EDGES = 0.5;

  /** 56 dB: nothing is gained by a picture that is as good as equal. */
  private static final double LEAST = 1e-5;

  /**
   * @param images [B, 3, H, W]
   * @param again the same shape
   * @param count pictures of the whole step, of which these are B
   * @return the step's mean's share of these pictures
   */
  Tensor of(Tensor images, Tensor again, Posterior posterior, int count) {
    Tensor d = again.sub(images);
    Tensor total =
        (kind == Distance.PSNR ? logarithmic(d) : mixed(d))
            .add(Tensors.times(divergence(posterior), kl));
    return Tensors.times(total, (double) images.size(0) / count);
  }

  private static Tensor mixed(Tensor d) {
    Tensor edges = steps(d, 2).abs().mean().add(steps(d, 3).abs().mean());
    return d.abs().mean().add(d.square().mean()).add(Tensors.times(edges, EDGES));
  }

  private static Tensor logarithmic(Tensor d) {
    Tensor squares = Tensors.mean(d.square().flatten(1, -1), 1); // [B]
    return Tensors.plus(squares, LEAST).log().mean();
  }

  /** Differences of neighbours along {@code axis}. */
  private static Tensor steps(Tensor d, long axis) {
    long steps = d.size(axis) - 1;
    return d.narrow(axis, 1, steps).sub(d.narrow(axis, 0, steps));
  }

  /** Mean over latents of (mean^2 + variance - 1 - log variance) / 2. */
  private static Tensor divergence(Posterior posterior) {
    Tensor log = posterior.logVariance();
    Tensor sum = Tensors.plus(posterior.mean().square().add(log.exp()).sub(log), -1);
    return Tensors.times(sum.mean(), 0.5);
  }
}
