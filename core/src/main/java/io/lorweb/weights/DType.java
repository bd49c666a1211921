package io.lorweb.weights;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The element types of a safetensors file, in the order in which the reference library lays tensors
 * out: larger alignment first.
 *
 * <p>Nothing here touches the engine until {@link #scalarType()} is called, so that a header can be
 * read (and {@code --help} printed) without loading it.
 */
public enum DType {
  I64(8),
  F64(8),
  F32(4),
  I32(4),
  BF16(2),
  F16(2),
  I16(2),
  F8_E4M3(1),
  F8_E5M2(1),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The engine's name of this type. */
  public ScalarType scalarType() {
    return switch (this) {
      case I64 -> ScalarType.Long;
      case F64 -> ScalarType.Double;
      case F32 -> ScalarType.Float;
      case I32 -> ScalarType.Int;
      case BF16 -> ScalarType.BFloat16;
      case F16 -> ScalarType.Half;
      case I16 -> ScalarType.Short;
      case F8_E4M3 -> ScalarType.Float8_e4m3fn;
      case F8_E5M2 -> ScalarType.Float8_e5m2;
      case I8 -> ScalarType.Char;
      case U8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }

  /**
   * The type of the file that holds the engine's {@code type}.
   *
   * <p>Compares values, not references: the engine hands out new objects of its enum.
   *
   * @throws IllegalArgumentException when the format has none (complex and quantised types)
   */
  public static DType of(ScalarType type) {
    for (DType candidate : values()) {
      if (candidate.scalarType().value == type.value) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("safetensors files hold no tensors of type " + type);
  }

  /** The type that a header calls {@code name}; names are upper case. */
  static Optional<DType> named(String name) {
    for (DType candidate : values()) {
      if (candidate.name().equals(name)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
