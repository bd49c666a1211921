package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.layer.Weights;
import io.lorweb.parts.PartFile;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Placement;
import io.lorweb.weights.Checkpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Places the parts of a model one after another: each is resident while it fits into half of the
 * memory that is free at that moment, else streamed, unless the user names a plan for all.
 *
 * @param device where all parts compute
 * @param type in which format
 * @param memory how their weights rest
 */
public record PartPlacement(Device device, ComputeType type, MemorySetting memory) {

  /** On the CPU, resident, in full precision. */
  public static final PartPlacement CPU =
      new PartPlacement(Device.CPU, ComputeType.FP32, MemorySetting.RESIDENT);

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  /**
   * As it is asked for.
   *
   * @throws InputException when the device is a GPU that the engine cannot use
   */
  public static PartPlacement of(DeviceSetting device, DtypeSetting type, MemorySetting memory) {
    Device chosen = device.device();
    return new PartPlacement(chosen, type.on(chosen), memory);
  }

  /** Chosen for this machine. */
  public static PartPlacement auto() {
    return of(DeviceSetting.AUTO, DtypeSetting.AUTO, MemorySetting.AUTO);
  }

  /** Decides how an opened part's weights rest; takes it over. */
  public Weights open(PartFile<?> part) {
    MemoryPlan plan = memory.plan(part.report().values() * type.bytes(), this::freeBytes);
    return new Weights(part, new Placement(device, type, plan));
  }

  /** Opens a folder's checkpoint and decides how its weights rest. */
  public Weights open(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    try {
      long bytes = 0;
      for (String name : checkpoint.names()) {
        bytes += checkpoint.info(name).elements() * type.bytes();
      }
      MemoryPlan plan = memory.plan(bytes, this::freeBytes);
      return new Weights(checkpoint, new Placement(device, type, plan));
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** Memory of the device that may still be taken, in bytes. */
  public long freeBytes() {
    return device.isCpu() ? freeMemory() : device.freeBytes();
  }

  /** Memory that programs may still take without swapping, in bytes. */
  public static long freeMemory() {
    try {
      if (Files.exists(MEMORY_INFO)) {
        for (String line : Files.readAllLines(MEMORY_INFO)) {
          if (line.startsWith("MemAvailable:")) {
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
          }
        }
      }
    } catch (IOException e) {
      throw new InputException(MEMORY_INFO + " cannot be read: " + e.getMessage(), e);
    }
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getFreeMemorySize();
  }
}
