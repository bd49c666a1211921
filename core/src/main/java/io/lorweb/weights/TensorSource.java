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

  @Override
  void close();
}
