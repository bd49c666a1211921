package io.lorweb.weights;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A weight whose numbers are stored one by one.
 *
 * @param shape of it
 * @param bytes in the file
 * @param tensor gives a view of the current scope
 */
public record Plain(long[] shape, long bytes, Supplier<Tensor> tensor) implements Resting {

  @Override
  public Tensor rows(long from, long count) {
    return tensor.get().narrow(0, from, count);
  }

  @Override
  public Tensor stored() {
    return tensor.get();
  }

  @Override
  public Tensor all() {
    return tensor.get();
  }

  @Override
  public void into(Tensor target) {
    target.copy_(tensor.get());
  }

  @Override
  public Tensor select(Tensor indices) {
    return tensor.get().index_select(0, indices);
  }
}
