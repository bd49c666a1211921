package io.lorweb.tensor;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Where a model computes, in which number format, and how it holds its weights.
 *
 * @param device where operators run
 * @param type the formats of activations and of the weights while they are used
 * @param memory how weights rest between uses
 */
public record Placement(Device device, ComputeType type, MemoryPlan memory) {

  /** float32 on the CPU with all weights resident: what every parity test uses. */
  public static final Placement CPU_FP32 =
      new Placement(Device.CPU, ComputeType.FP32, MemoryPlan.RESIDENT);

  public Placement with(MemoryPlan other) {
    return new Placement(device, type, other);
  }

  /** {@code tensor} itself when it already lies here in this format, else a converted copy. */
  public Tensor place(Tensor tensor) {
    return tensor.to(device.handle(), type.scalarType(), false, false, new MemoryFormatOptional());
  }

  /** As {@link #place}, for a factor of a large product. */
  public Tensor factor(Tensor tensor) {
    return tensor.to(device.handle(), type.factorType(), false, false, new MemoryFormatOptional());
  }

  /** Moves to the device and leaves the format as it is. */
  public Tensor move(Tensor tensor) {
    return tensor.to(
        device.handle(), tensor.scalar_type(), false, false, new MemoryFormatOptional());
  }
}
