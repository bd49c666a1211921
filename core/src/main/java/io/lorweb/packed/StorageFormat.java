package io.lorweb.packed;

/** How weights of a file are stored, one word for all of them. */
public enum StorageFormat {
  /** Floating-point numbers of 16 bits or more. */
  PLAIN("plain"),
  /** Casts to fp8 without a scale. */
  FP8("fp8"),
  /** fp8 with scales by tensor, row or block. */
  FP8_SCALED("fp8 scaled"),
  /** int8 with scales by tensor or row. */
  INT8("int8"),
  /** NF4, FP4 or LLM.int8. */
  BITSANDBYTES("bitsandbytes"),
  /** Blocks of GGUF. */
  GGUF("gguf"),
  /** Several of these. */
  MIXED("mixed");

  private final String label;

  StorageFormat(String label) {
    this.label = label;
  }

  /** As reports call it. */
  public String label() {
    return label;
  }
}
