package io.lorweb.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format in which a model computes. */
public enum ComputeType {
  FP32,
  BF16,
  FP16;

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
