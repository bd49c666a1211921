package io.lorweb.gguf;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the values of a tensor are stored as (docs/spec/CHECKPOINTS.md 4.2): blocks of so many
 * values in so many bytes.
 */
public enum BlockType {
  F32(0, 1, 4),
  F16(1, 1, 2),
  Q4_0(2, 32, 18),
  Q4_1(3, 32, 20),
  Q5_0(6, 32, 22),
  Q5_1(7, 32, 24),
  Q8_0(8, 32, 34),
  Q2_K(10, 256, 84),
  Q3_K(11, 256, 110),
  Q4_K(12, 256, 144),
  Q5_K(13, 256, 176),
  Q6_K(14, 256, 210),
  IQ4_NL(20, 32, 18),
  IQ4_XS(23, 256, 136),
  I8(24, 1, 1),
  I16(25, 1, 2),
  I32(26, 1, 4),
  I64(27, 1, 8),
  F64(28, 1, 8),
  BF16(30, 1, 2);

  /** Types that files may name and nobody reads here. */
  private static final Map<Long, String> REFUSED =
      Map.ofEntries(
          Map.entry(9L, "Q8_1"),
          Map.entry(15L, "Q8_K"),
          Map.entry(16L, "IQ2_XXS"),
          Map.entry(17L, "IQ2_XS"),
          Map.entry(18L, "IQ3_XXS"),
          Map.entry(19L, "IQ1_S"),
          Map.entry(21L, "IQ3_S"),
          Map.entry(22L, "IQ2_S"),
          Map.entry(29L, "IQ1_M"),
          Map.entry(34L, "TQ1_0"),
          Map.entry(35L, "TQ2_0"),
          Map.entry(39L, "MXFP4"),
          Map.entry(40L, "NVFP4"),
          Map.entry(41L, "Q1_0"),
          Map.entry(42L, "Q2_0"));

  private final int id;
  private final int length;
  private final int bytes;

  BlockType(int id, int length, int bytes) {
    this.id = id;
    this.length = length;
    this.bytes = bytes;
  }

  /** Its number in files. */
  int id() {
    return id;
  }

  /** Values of a block. */
  public int length() {
    return length;
  }

  /** Bytes of a block. */
  public int bytes() {
    return bytes;
  }

  /** The engine's name of a type whose values are stored one by one; null for blocks. */
  ScalarType plain() {
    return switch (this) {
      case F32 -> ScalarType.Float;
      case F16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case F64 -> ScalarType.Double;
      case I8 -> ScalarType.Char;
      case I16 -> ScalarType.Short;
      case I32 -> ScalarType.Int;
      case I64 -> ScalarType.Long;
      default -> null;
    };
  }

  /**
   * The type with a file's number for it.
   *
   * @param tensor and {@code file} are named when it is none that is read
   */
  static BlockType of(long id, String tensor, Object file) {
    return Arrays.stream(values())
        .filter(type -> type.id == id)
        .findFirst()
        .orElseThrow(
            () ->
                REFUSED.containsKey(id)
                    ? InputException.of(
                        "%s: tensor %s is stored as %s, which is not read: take the Q8_0 file",
                        file, tensor, REFUSED.get(id))
                    : InputException.of(
                        "%s: tensor %s is stored as type %d, which is unknown", file, tensor, id));
  }

  /**
   * The values of some blocks, in float32.
   *
   * @param raw [n, bytes], U8
   * @return [n, values]
   */
  public Tensor dequantise(Tensor raw) {
    return switch (this) {
      case F32, F16, BF16, F64, I8, I16, I32, I64 ->
          raw.contiguous().view(plain()).to(ScalarType.Float);
      case Q8_0 -> half(raw, 0).mul(signed(raw, 2, 32));
      case Q4_0 -> half(raw, 0).mul(Tensors.plus(wide(nibbles(raw, 2)), -8));
      case Q4_1 -> half(raw, 0).mul(wide(nibbles(raw, 4))).add(half(raw, 2));
      case Q5_0 -> half(raw, 0).mul(Tensors.plus(wide(five(raw, 2, 6)), -16));
      case Q5_1 -> half(raw, 0).mul(wide(five(raw, 4, 8))).add(half(raw, 2));
      case IQ4_NL -> half(raw, 0).mul(KBlocks.curve(nibbles(raw, 2)));
      case Q2_K -> KBlocks.q2(raw);
      case Q3_K -> KBlocks.q3(raw);
      case Q4_K -> KBlocks.q4(raw);
      case Q5_K -> KBlocks.q5(raw);
      case Q6_K -> KBlocks.q6(raw);
      case IQ4_XS -> KBlocks.iq4(raw);
    };
  }

  /**
   * The same into a place of their own.
   *
   * @param to [n, values], float32, contiguous
   */
  void dequantise(Tensor raw, Tensor to) {
    if (this == Q4_K) {
      KBlocks.q4(raw, to);
    } else {
      to.copy_(dequantise(raw));
    }
  }

  /** The float16 at byte {@code at} of every block, [n, 1]. */
  static Tensor half(Tensor raw, int at) {
    return raw.narrow(1, at, 2).contiguous().view(ScalarType.Half).to(ScalarType.Float);
  }

  /** Signed bytes, [n, count]. */
  static Tensor signed(Tensor raw, int at, int count) {
    return raw.narrow(1, at, count).contiguous().view(ScalarType.Char).to(ScalarType.Float);
  }

  /** Sixteen low nibbles, then sixteen high ones, [n, 32]. */
  private static Tensor nibbles(Tensor raw, int at) {
    Tensor qs = raw.narrow(1, at, 16);
    return Tensors.cat(1, low(qs), high(qs));
  }

  /** Nibbles with a fifth bit each. */
  private static Tensor five(Tensor raw, int bitsAt, int at) {
    Tensor bits = fields(raw.narrow(1, bitsAt, 4), 8, 1).reshape(-1, 32);
    return nibbles(raw, at).bitwise_or(left(bits, 4));
  }

  static Tensor low(Tensor bytes) {
    return bytes.bitwise_and(Tensors.whole(15));
  }

  static Tensor high(Tensor bytes) {
    return bytes.__rshift__(Tensors.whole(4));
  }

  static Tensor left(Tensor bytes, int bits) {
    return bytes.__lshift__(Tensors.whole(bits));
  }

  /** The fields of {@code bits} bits in every byte, the lowest first: one more axis at the end. */
  static Tensor fields(Tensor bytes, int count, int bits) {
    Tensor[] parts = new Tensor[count];
    for (int i = 0; i < count; i++) {
      parts[i] =
          bytes.__rshift__(Tensors.whole(i * bits)).bitwise_and(Tensors.whole((1 << bits) - 1));
    }
    return Tensors.stack(bytes.dim(), parts);
  }

  static Tensor wide(Tensor integers) {
    return integers.to(ScalarType.Float);
  }
}
