package io.lorweb.vae;

import io.lorweb.layer.WeightPath;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Normalises groups of channels over the whole picture, eps 1e-6. */
record GroupNorm(Tensor weight, Tensor bias, int groups) {

  private static final double EPS = 1e-6;

  static GroupNorm of(WeightPath place, int channels, int groups) {
    return new GroupNorm(place.tensor("weight", channels), place.tensor("bias", channels), groups);
  }

  /**
   * Contiguous in any case: with channels last the backward pass takes many times as long.
   *
   * @param x [B, channels, ...]
   */
  Tensor forward(Tensor x) {
    return torch.group_norm(
        x.contiguous(), groups, new TensorOptional(weight), new TensorOptional(bias), EPS, true);
  }
}
