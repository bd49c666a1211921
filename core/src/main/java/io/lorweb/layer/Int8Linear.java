package io.lorweb.layer;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Weight-only int8: each output row is stored as round(w / scale) with scale = max|w| / 127, and
 * widened into a buffer of the {@link StagingBuffers} when it computes. Activations stay in the
 * compute type.
 *
 * @param quantised [out, in] int8
 * @param scale [out, 1] in the compute type
 * @param bias [out], or null for none
 * @param stage lends the buffers
 */
record Int8Linear(Tensor quantised, Tensor scale, Tensor bias, StagingBuffers stage)
    implements Linear {

  /** The largest int8 magnitude used, so that the range is symmetric. */
  private static final double LEVELS = 127;

  /** The rows' scales, [out, 1] float32; a row of zeros gets a scale that keeps it zero. */
  static Tensor scales(Tensor weight) {
    Tensor largest = weight.to(ScalarType.Float).abs().amax(new long[] {1}, true);
    return Tensors.times(Tensors.clamp(largest, 1e-30, Float.MAX_VALUE), 1 / LEVELS);
  }

  static Tensor quantise(Tensor weight, Tensor scales) {
    return weight.to(ScalarType.Float).div(scales).round().to(ScalarType.Char);
  }

  @Override
  public Tensor forward(Tensor x) {
    return stage.with(
        quantised,
        weight -> {
          try (Scope scope = new Scope()) {
            return scope.keep(DenseLinear.apply(x, weight.mul_(scale), bias));
          }
        });
  }

  @Override
  public long in() {
    return quantised.size(1);
  }

  @Override
  public long out() {
    return quantised.size(0);
  }
}
