package io.lorweb.vae;

import io.lorweb.layer.WeightPath;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A square convolution with bias.
 *
 * @param weight [out, in, size, size]
 * @param bias [out]
 * @param stride in both directions
 * @param padding zeros on all four sides
 */
record Conv(Tensor weight, Tensor bias, int stride, int padding) {

  private static final long[] DENSE = {1, 1};

  /** Size 3, one zero around, stride 1. */
  static Conv same(WeightPath place, int in, int out) {
    return of(place, in, out, 3, 1, 1);
  }

  static Conv of(WeightPath place, int in, int out, int size, int stride, int padding) {
    return new Conv(
        place.tensor("weight", out, in, size, size), place.tensor("bias", out), stride, padding);
  }

  /** x [B, in, H, W]. */
  Tensor forward(Tensor x) {
    return weight.requires_grad() ? learning(x) : convolve(x);
  }

  private Tensor convolve(Tensor x) {
    return torch.conv2d(
        x,
        weight,
        new TensorOptional(bias),
        new long[] {stride, stride},
        new long[] {padding, padding},
        DENSE,
        1);
  }

  /**
   * The same with channels last: backward passes at fine resolutions take a fifth of the time, and
   * the engine's kernel for the other order sometimes gives NaN as the gradient of a convolution to
   * three channels. One of size 1 is a Linear then, for which small batches have no fast kernel.
   */
  private Tensor learning(Tensor x) {
    Tensor last = x.contiguous(torch.MemoryFormat.ChannelsLast);
    if (weight.size(2) > 1) {
      return convolve(last);
    }
    return torch
        .linear(last.permute(0, 2, 3, 1), weight.flatten(1, 3), new TensorOptional(bias))
        .permute(0, 3, 1, 2);
  }
}
