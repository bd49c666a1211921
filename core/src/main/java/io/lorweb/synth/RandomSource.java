package io.lorweb.synth;

import io.lorweb.tensor.Arena;
import io.lorweb.weights.Plain;
import io.lorweb.weights.Resting;
import io.lorweb.weights.TensorSource;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Weights of random values in float32 for any model, without files. */
public final class RandomSource implements TensorSource {

  private final Arena arena = new Arena();

  @Override
  public boolean has(String name) {
    return true;
  }

  /** Drawn anew at every call; it belongs to whoever asks. */
  @Override
  public Tensor tensor(String name, long... shape) {
    return SyntheticModel.random(name, shape, ScalarType.Float);
  }

  /** Drawn once: what rests is the same however often it is used. */
  @Override
  public Resting resting(String name, long... shape) {
    Tensor tensor = arena.own(tensor(name, shape));
    return new Plain(shape, tensor.nbytes(), () -> tensor);
  }

  @Override
  public void close() {
    arena.close();
  }
}
