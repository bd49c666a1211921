package io.lorweb.packed;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * fp8 to float32 by way of the bits of float16, which takes a third of the time of the engine's own
 * conversion (docs/spec/CHECKPOINTS.md section 3).
 */
final class Fp8 {

  /** Everything but the bit that sign extension sets beside the sign. */
  private static final long BITS = (short) 0xBFFF;

  /** Between the exponents' biases, 7 and 15. */
  private static final double BIAS = 256;

  private static final long NAN = 0x7F;

  private Fp8() {}

  /** Whether {@code type} is one that this reads. */
  static boolean is(String type) {
    return type.equals("F8_E4M3") || type.equals("F8_E5M2");
  }

  /**
   * The numbers, exactly.
   *
   * @param packed F8_E4M3 or F8_E5M2, contiguous
   * @return float32 of the same shape
   */
  static Tensor wide(Tensor packed) {
    Tensor bytes = packed.contiguous().view(ScalarType.Char);
    Tensor signed = bytes.to(ScalarType.Short);
    if (packed.scalar_type().value == ScalarType.Float8_e5m2.value) {
      return signed.__lshift__(Tensors.whole(8)).view(ScalarType.Half).to(ScalarType.Float);
    }
    Tensor half =
        signed.__lshift__(Tensors.whole(7)).bitwise_and(Tensors.whole(BITS)).view(ScalarType.Half);
    Tensor wide = half.to(ScalarType.Float).mul_(Tensors.number(BIAS));
    Tensor none = bytes.bitwise_and(Tensors.whole(NAN)).eq(Tensors.whole(NAN));
    return wide.masked_fill_(none, Tensors.number(Double.NaN));
  }
}
