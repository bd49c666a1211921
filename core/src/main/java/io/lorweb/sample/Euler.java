package io.lorweb.sample;

import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** One Euler step along the flow: x + (sigma_next - sigma) * v. */
public final class Euler {

  private Euler() {}

  /**
   * In 16-bit formats rounds as the reference does: the difference of the sigmas, then its product
   * with the velocity, are rounded to the format, the sum is taken in float32 and rounded.
   *
   * @param latents any shape
   * @param velocity the same shape and type
   */
  public static Tensor step(Tensor latents, Tensor velocity, float sigma, float next) {
    try (Scope scope = new Scope()) {
      ScalarType type = velocity.scalar_type();
      Tensor difference = torch.scalar_tensor(new Scalar(next - sigma)).to(type);
      Tensor move = velocity.mul(difference.to(velocity.device(), type));
      return scope.keep(
          latents.to(ScalarType.Float).add(move.to(ScalarType.Float)).to(latents.scalar_type()));
    }
  }
}
