package io.lorweb.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number formats in which a model computes. */
public enum ComputeType {
  FP32,
  BF16,
  FP16,
  /**
   * float32, but bf16 for the two factors of every large product, a Linear's or the transformer's
   * attention's, and for what comes out of it. Where a processor has units for such products they
   * are most of a large model's time; norms, residuals and all else are float32.
   */
  BF16_PRODUCTS;

  /** Of activations, and of all weights that no Linear holds. */
  public ScalarType scalarType() {
    return switch (this) {
      case FP32, BF16_PRODUCTS -> ScalarType.Float;
      case BF16 -> ScalarType.BFloat16;
      case FP16 -> ScalarType.Half;
    };
  }

  /** Of the two factors of a large product: a Linear's weight while it computes is one. */
  public ScalarType factorType() {
    return this == BF16_PRODUCTS ? ScalarType.BFloat16 : scalarType();
  }

  /** Bytes of one activation. */
  public int bytes() {
    return bytes(scalarType());
  }

  /** Bytes of one weight of a Linear while it computes. */
  public int factorBytes() {
    return bytes(factorType());
  }

  private static int bytes(ScalarType type) {
    return type == ScalarType.Float ? 4 : 2;
  }
}
