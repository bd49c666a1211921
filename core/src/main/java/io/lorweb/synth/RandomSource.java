package io.lorweb.synth;

import io.lorweb.weights.TensorSource;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Weights of random values in float32 for any model, without files. */
public final class RandomSource implements TensorSource {

  @Override
  public boolean has(String name) {
    return true;
  }

  @Override
  public Tensor tensor(String name, long... shape) {
    return SyntheticModel.random(name, shape, ScalarType.Float);
  }

  @Override
  public void close() {
    // Each tensor belongs to whoever asked for it.
  }
}
