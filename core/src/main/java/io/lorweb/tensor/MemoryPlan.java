package io.lorweb.tensor;

import io.lorweb.error.InputException;
import java.util.Locale;

/** How a model's large weights rest between two uses. */
public enum MemoryPlan {
  /** Converted once to the compute type and kept on the device. Fastest; needs room for all. */
  RESIDENT,
  /**
   * Left in the mapped file in the file's own format and converted into a reused buffer each time a
   * layer computes. Needs room for one layer.
   */
  STREAM,
  /** Kept as int8 with one scale per output row: a quarter of float32, within 0.4 % of a row. */
  INT8;

  /** The share of free memory that resident weights may take before {@code auto} streams. */
  private static final double SHARE = 0.5;

  /**
   * Reads {@code resident}, {@code stream}, {@code int8} or {@code auto}; {@code auto} is resident
   * when the widened weights take at most half of the free memory.
   *
   * @param bytes size of all weights in the compute type
   * @param free free memory of the device in bytes
   */
  public static MemoryPlan parse(String text, long bytes, long free) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> bytes <= free * SHARE ? RESIDENT : STREAM;
      case "resident" -> RESIDENT;
      case "stream" -> STREAM;
      case "int8" -> INT8;
      default ->
          throw InputException.of(
              "memory plan '%s' is unknown: use auto, resident, stream or int8", text);
    };
  }
}
