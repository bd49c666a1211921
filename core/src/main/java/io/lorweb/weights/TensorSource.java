package io.lorweb.weights;

import org.bytedeco.pytorch.Tensor;

/** Where a model takes its tensors from, by name. */
public interface TensorSource extends AutoCloseable {

  /** Whether there is a tensor of this name. */
  boolean has(String name);

  /**
   * The tensor, checked against the shape that the model needs.
   *
   * @throws io.lorweb.error.InputException naming the tensor, the expected and the found shape
   */
  Tensor tensor(String name, long... shape);

  /**
   * The tensor as it rests, checked like {@link #tensor}: what is packed is not widened yet.
   *
   * @throws io.lorweb.error.InputException naming the tensor, the expected and the found shape
   */
  default Resting resting(String name, long... shape) {
    Tensor tensor = tensor(name, shape);
    return new Plain(shape, tensor.nbytes(), () -> tensor(name, shape));
  }

  @Override
  void close();
}
