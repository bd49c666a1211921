package io.lorweb.model;

import io.lorweb.error.InputException;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
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
 * @param memory {@code auto}, {@code resident}, {@code stream} or {@code int8}
 */
public record PartPlacement(Device device, ComputeType type, String memory) {

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  public PartPlacement {
    MemoryPlan.parse(memory, 0, 1);
  }

  /** Reads options as the command line gives them. */
  public static PartPlacement parse(String device, String type, String memory) {
    Device chosen = Device.parse(device);
    return new PartPlacement(chosen, ComputeType.parse(type, chosen), memory);
  }

  /** Opens one part's checkpoint and decides how its weights rest. */
  public Weights open(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    try {
      long bytes = 0;
      for (String name : checkpoint.names()) {
        bytes += checkpoint.info(name).elements() * type.bytes();
      }
      MemoryPlan plan = MemoryPlan.parse(memory, bytes, freeBytes());
      return new Weights(checkpoint, new Placement(device, type, plan));
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private long freeBytes() {
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
