package io.lorweb.tensor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lorweb.error.InputException;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch;

/**
 * The device that is asked for; whether this machine has it is seen when it is used.
 *
 * @param id {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 */
public record DeviceSetting(String id) {

  /** The first GPU that the engine can use, else the CPU. */
  public static final DeviceSetting AUTO = new DeviceSetting("auto");

  public static final DeviceSetting CPU = new DeviceSetting("cpu");

  public DeviceSetting {
    if (!id.equals("auto") && !id.equals("cpu") && !id.matches("cuda(:\\d{1,3})?")) {
      throw InputException.of("device '%s' is unknown: use auto, cpu, cuda or cuda:N", id);
    }
  }

  /**
   * Reads one of these words, in letters of either case.
   *
   * @throws InputException for any other
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DeviceSetting parse(String text) {
    return new DeviceSetting(text.toLowerCase(Locale.ROOT));
  }

  /**
   * The device of this machine.
   *
   * @throws InputException when it is a GPU that the engine cannot use
   */
  public Device device() {
    if (this.equals(CPU)) {
      return Device.CPU;
    }
    boolean available = Engine.start().cuda();
    if (this.equals(AUTO)) {
      return available ? new Device(Device.Kind.CUDA, 0) : Device.CPU;
    }
    if (!available) {
      throw InputException.of(
          "device '%s' cannot be used: this build or machine has no CUDA (see docs/cuda.md);"
              + " use setting 'device' cpu",
          id);
    }
    int index = id.length() > 4 ? Integer.parseInt(id.substring(5)) : 0;
    if (index >= torch.cuda_device_count()) {
      throw InputException.of(
          "device '%s' does not exist: this machine has %d CUDA devices",
          id, (int) torch.cuda_device_count());
    }
    return new Device(Device.Kind.CUDA, index);
  }

  @Override
  @JsonValue
  public String toString() {
    return id;
  }
}
