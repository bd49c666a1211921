package io.lorweb.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Gives a model zeros that take no memory and writes down what it asks for: the names and shapes of
 * its checkpoint, out of its configuration alone.
 */
public final class ShapeRecorder implements TensorSource {

  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  /** Every tensor asked for so far. */
  public Map<String, long[]> shapes() {
    return shapes;
  }

  /** A tensor that the model looks up only while it computes, such as an embedding table. */
  public ShapeRecorder also(String name, long... shape) {
    shapes.put(name, shape);
    return this;
  }

  /** Always: optional tensors are recorded, too. */
  @Override
  public boolean has(String name) {
    return true;
  }

  @Override
  public Tensor tensor(String name, long... shape) {
    shapes.put(name, shape);
    return torch.zeros(1).expand(shape);
  }

  @Override
  public void close() {
    shapes.clear();
  }
}
