package io.lorweb.tensor;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.lorweb.error.InputException;
import java.util.Locale;

/** The number format that is asked for. */
public enum DtypeSetting {
  /** fp32 on a CPU, where 16-bit arithmetic is emulated and slow, and bf16 on a GPU. */
  AUTO,
  FP32,
  BF16,
  FP16;

  /**
   * Reads {@code auto}, {@code fp32}, {@code bf16} or {@code fp16} (or PyTorch's long names).
   *
   * @throws InputException for any other word
   */
  @JsonCreator
  public static DtypeSetting parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "fp32", "float32" -> FP32;
      case "bf16", "bfloat16" -> BF16;
      case "fp16", "float16" -> FP16;
      default ->
          throw InputException.of("dtype '%s' is unknown: use auto, fp32, bf16 or fp16", text);
    };
  }

  /** Its word in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format in which a model computes on {@code device}. */
  public ComputeType on(Device device) {
    return switch (this) {
      case AUTO -> device.isCpu() ? ComputeType.FP32 : ComputeType.BF16;
      case FP32 -> ComputeType.FP32;
      case BF16 -> ComputeType.BF16;
      case FP16 -> ComputeType.FP16;
    };
  }
}
