package io.lorweb.tensor;

import io.lorweb.error.InputException;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format in which a model computes. */
public enum ComputeType {
  FP32,
  BF16,
  FP16;

  /**
   * Reads {@code auto}, {@code fp32}, {@code bf16} or {@code fp16} (or PyTorch's long names).
   * {@code auto} is fp32 on a CPU, where 16-bit arithmetic is emulated and slow, and bf16 on a GPU.
   */
  public static ComputeType parse(String text, Device device) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> device.isCpu() ? FP32 : BF16;
      case "fp32", "float32" -> FP32;
      case "bf16", "bfloat16" -> BF16;
      case "fp16", "float16" -> FP16;
      default ->
          throw InputException.of("dtype '%s' is unknown: use auto, fp32, bf16 or fp16", text);
    };
  }

  public ScalarType scalarType() {
    return switch (this) {
      case FP32 -> ScalarType.Float;
      case BF16 -> ScalarType.BFloat16;
      case FP16 -> ScalarType.Half;
    };
  }

  /** Bytes of one number. */
  public int bytes() {
    return this == FP32 ? 4 : 2;
  }
}
