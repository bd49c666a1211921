package io.lorweb.layer;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * y = x / sqrt(mean(x^2) + eps) * weight over the last axis (FLUX q/k norm and T5, eps 1e-6).
 *
 * @param weight [width]
 * @param eps added to the mean square
 */
public record RmsNorm(Tensor weight, double eps) {

  /**
   * @param x [..., width]
   * @return the same shape
   */
  public Tensor forward(Tensor x) {
    return torch.rms_norm(
        x, new long[] {weight.numel()}, new TensorOptional(weight), new DoubleOptional(eps));
  }
}
