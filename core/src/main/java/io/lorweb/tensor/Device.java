package io.lorweb.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * Where tensors live and operators run.
 *
 * @param kind the CPU or a CUDA GPU
 * @param index which GPU, from 0; always 0 on the CPU
 */
public record Device(Kind kind, int index) {

  /** The kinds of device the engine is built for. */
  public enum Kind {
    CPU,
    CUDA
  }

  public static final Device CPU = new Device(Kind.CPU, 0);

  public boolean isCpu() {
    return kind == Kind.CPU;
  }

  /** Free memory of a GPU in bytes. */
  public long freeBytes() {
    try (PointerScope scope = new PointerScope()) {
      return torch_cuda.getAllocator().getMemoryInfo((byte) index).first();
    }
  }

  /** The engine's own object, made anew for the current scope. */
  org.bytedeco.pytorch.Device handle() {
    return isCpu()
        ? new org.bytedeco.pytorch.Device(torch.DeviceType.CPU, (byte) -1)
        : new org.bytedeco.pytorch.Device(torch.DeviceType.CUDA, (byte) index);
  }

  DeviceOptional optional() {
    return new DeviceOptional(handle());
  }

  @Override
  public String toString() {
    return isCpu() ? "cpu" : "cuda:" + index;
  }
}
