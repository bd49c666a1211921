package io.lorweb.tensor;

import io.lorweb.error.InputException;
import java.util.Locale;
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

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}. {@code auto} is the first GPU
   * that the engine can use, else the CPU.
   *
   * @throws InputException for any other word, or a GPU that the engine cannot use
   */
  public static Device parse(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("cpu")) {
      return CPU;
    }
    boolean available = Engine.start().cuda();
    if (word.equals("auto")) {
      return available ? new Device(Kind.CUDA, 0) : CPU;
    }
    if (!word.matches("cuda(:\\d{1,3})?")) {
      throw InputException.of("device '%s' is unknown: use auto, cpu, cuda or cuda:N", text);
    }
    if (!available) {
      throw InputException.of(
          "device '%s' cannot be used: this build or machine has no CUDA (see docs/cuda.md);"
              + " use setting 'device' cpu",
          text);
    }
    int index = word.length() > 4 ? Integer.parseInt(word.substring(5)) : 0;
    if (index >= torch.cuda_device_count()) {
      throw InputException.of(
          "device '%s' does not exist: this machine has %d CUDA devices",
          text, (int) torch.cuda_device_count());
    }
    return new Device(Kind.CUDA, index);
  }

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
