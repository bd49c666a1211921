package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format of a saved adapter. */
enum Precision {
  FP16,
  BF16,
  FP32;

  /** Reads fp16, bf16 or fp32, or PyTorch's long names. */
  static Precision parse(String text) {
    return switch (text) {
      case "fp16", "float16" -> FP16;
      case "bf16", "bfloat16" -> BF16;
      case "fp32", "float32" -> FP32;
      default ->
          throw InputException.of("save dtype '%s' is unknown: use fp16, bf16 or fp32", text);
    };
  }

  Tensor convert(Tensor tensor) {
    ScalarType type =
        switch (this) {
          case FP16 -> ScalarType.Half;
          case BF16 -> ScalarType.BFloat16;
          case FP32 -> ScalarType.Float;
        };
    return tensor.to(type).contiguous();
  }
}
