package io.lorweb.weights;

import java.util.List;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param name its name; any text
 * @param dtype its element type
 * @param shape its sizes, empty for a scalar
 * @param begin its first byte, counted from the start of the data section
 * @param end the byte after its last
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {

  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** How many elements it has: 1 for a scalar. */
  public long elements() {
    return (end - begin) / dtype.bytes();
  }

  /** The shape as the engine takes it; a new array. */
  public long[] sizes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
