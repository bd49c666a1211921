package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.layer.Weights;
import io.lorweb.parts.PartFile;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
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
 * @param dtype in which format, by the size of each part
 * @param memory how their weights rest
 */
public record PartPlacement(Device device, DtypeSetting dtype, MemorySetting memory) {

  /** On the CPU, resident, in full precision. */
  public static final PartPlacement CPU =
      new PartPlacement(Device.CPU, DtypeSetting.FP32, MemorySetting.RESIDENT);

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  /**
   * As it is asked for.
   *
   * @throws InputException when the device is a GPU that the engine cannot use
   */
  public static PartPlacement of(DeviceSetting device, DtypeSetting dtype, MemorySetting memory) {
    return new PartPlacement(device.device(), dtype, memory);
  }

  /** Chosen for this machine. */
  public static PartPlacement auto() {
    return of(DeviceSetting.AUTO, DtypeSetting.AUTO, MemorySetting.AUTO);
  }

  /** Decides how an opened part's weights rest; takes it over. */
  public Weights open(PartFile<?> part) {
    return new Weights(part, placement(part.report().values()));
  }

  /** Opens a folder's checkpoint and decides how its weights rest. */
  public Weights open(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    try {
      long values =
          checkpoint.names().stream().mapToLong(name -> checkpoint.info(name).elements()).sum();
      return new Weights(checkpoint, placement(values));
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** The format in which an opened part computes; closes it. */
  ComputeType type(PartFile<?> part) {
    try (part) {
      return dtype.on(device, part.report().values());
    }
  }

  private Placement placement(long values) {
    ComputeType type = dtype.on(device, values);
    return new Placement(device, type, memory.plan(values * type.factorBytes(), this::freeBytes));
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
