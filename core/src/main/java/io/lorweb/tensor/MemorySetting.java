package io.lorweb.tensor;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.lorweb.error.InputException;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The memory plan that is asked for. */
public enum MemorySetting {
  /** Resident when the widened weights take at most half of the free memory, else streamed. */
  AUTO,
  RESIDENT,
  STREAM,
  INT8;

  /** The share of free memory that resident weights may take before {@link #AUTO} streams. */
  private static final double SHARE = 0.5;

  /**
   * Reads {@code auto}, {@code resident}, {@code stream} or {@code int8}.
   *
   * @throws InputException for any other word
   */
  @JsonCreator
  public static MemorySetting parse(String text) {
    for (MemorySetting setting : values()) {
      if (setting.id().equals(text.toLowerCase(Locale.ROOT))) {
        return setting;
      }
    }
    throw InputException.of(
        "memory plan '%s' is unknown: use auto, resident, stream or int8", text);
  }

  /** Its word in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The plan for one part of a model.
   *
   * @param bytes size of all weights in the compute type
   * @param free tells the free memory of the device in bytes; asked for {@link #AUTO} alone
   */
  public MemoryPlan plan(long bytes, LongSupplier free) {
    return switch (this) {
      case AUTO -> bytes <= free.getAsLong() * SHARE ? MemoryPlan.RESIDENT : MemoryPlan.STREAM;
      case RESIDENT -> MemoryPlan.RESIDENT;
      case STREAM -> MemoryPlan.STREAM;
      case INT8 -> MemoryPlan.INT8;
    };
  }
}
