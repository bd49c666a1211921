package io.lorweb.tensor;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.lorweb.error.InputException;
import java.util.Locale;

/** The number format that is asked for. */
public enum DtypeSetting {
  /** bf16 on a GPU and, for large models, on a CPU with units for it; else fp32. */
  AUTO,
  FP32,
  BF16,
  FP16;

  /**
   * Values from which a part of a model is large: FLUX and T5-XXL are, CLIP and the VAE are not.
   */
  public static final long LARGE = 1_000_000_000;

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

  private static ComputeType bf16(Device device) {
    return device.isCpu() ? ComputeType.BF16_PRODUCTS : ComputeType.BF16;
  }

  /** Its word in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format in which one part of a model computes on {@code device}. On a CPU bf16 is that of
   * the products alone: all else is slower in it.
   *
   * @param values of the part: small ones are fast enough in float32
   */
  public ComputeType on(Device device, long values) {
    return switch (this) {
      case AUTO ->
          device.isCpu() && !(values >= LARGE && Bf16Units.present())
              ? ComputeType.FP32
              : bf16(device);
      case FP32 -> ComputeType.FP32;
      case BF16 -> bf16(device);
      case FP16 -> ComputeType.FP16;
    };
  }
}
