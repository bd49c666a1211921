package io.lorweb.layer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * (x - mean) / sqrt(variance + eps) over the last axis, then * weight + bias.
 *
 * @param width length of the last axis
 * @param weight [width], or null: FLUX's norms have no affine part
 * @param bias [width], or null
 * @param eps added to the variance
 */
public record LayerNorm(long width, Tensor weight, Tensor bias, double eps) {

  /** Without affine part. */
  public static LayerNorm plain(long width, double eps) {
    return new LayerNorm(width, null, null, eps);
  }

  /**
   * @param x [..., width]
   * @return the same shape
   */
  public Tensor forward(Tensor x) {
    return torch.layer_norm(x, new long[] {width}, optional(weight), optional(bias), eps, true);
  }

  private static TensorOptional optional(Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
  }
}
