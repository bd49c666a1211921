package io.lorweb.sample;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a run leaves as it is: at every step the latents that may not change are those of the
 * picture at that step's noise level, so that the others grow into them (blended latent diffusion,
 * Avrahami et al., 2023).
 *
 * @param picture [1, S, C] clean latents, packed
 * @param free [1, S, C] boolean: those that may change
 */
public record Kept(Tensor picture, Tensor free) {

  /**
   * {@code latents} with the kept ones at noise level {@code sigma}.
   *
   * @param noise [1, S, C] that the run started from
   */
  Tensor in(Tensor latents, Tensor noise, double sigma) {
    return Scope.of(
        () -> {
          Tensor known =
              Tensors.times(picture, 1 - sigma)
                  .add(Tensors.times(noise, sigma))
                  .to(latents.scalar_type());
          return torch.where(free, latents, known);
        });
  }

  /**
   * {@code velocity} with that of the kept ones on their way from the noise to the picture.
   *
   * @param noise [1, S, C] that the run started from
   */
  Tensor velocity(Tensor velocity, Tensor noise) {
    return Scope.of(() -> torch.where(free, velocity, noise.sub(picture)));
  }

  /** Of each token whether any of its latents may change. */
  boolean[] freeTokens() {
    try (Scope scope = new Scope()) {
      long[] counts = Tensors.longs(free.to(ScalarType.Long).sum(2).flatten());
      boolean[] tokens = new boolean[counts.length];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = counts[i] > 0;
      }
      return tokens;
    }
  }
}
