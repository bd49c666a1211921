package io.lorweb.train.optim;

import java.util.Arrays;

/**
 * The 256 values of dynamic 8-bit quantisation (Dettmers, 2016; Dettmers et al., "8-bit Optimizers
 * via Block-wise Quantization", 2022): an exponent to base ten of variable length, the remaining
 * bits a linear fraction. Small values keep their relative precision over seven decades.
 */
final class DynamicCode {

  /** Decades below 1. */
  private static final int DECADES = 7;

  private DynamicCode() {}

  /**
   * Ascending values in [-1, 1], or in [0, 1] when unsigned.
   *
   * @param signed half of the codes stand for negative values
   */
  static float[] values(boolean signed) {
    float[] values = new float[256];
    int at = 0;
    for (int decade = 0; decade < DECADES; decade++) {
      int fractions = 1 << (signed ? decade : decade + 1);
      double scale = StrictMath.pow(10, decade - (DECADES - 1));
      for (int i = 0; i < fractions; i++) {
        // The middle of the i-th of equal parts of [0.1, 1].
        double value = scale * (0.1 + 0.9 * (i + 0.5) / fractions);
        values[at++] = (float) value;
        if (signed) {
          values[at++] = (float) -value;
        }
      }
    }
    values[at++] = 0;
    values[at++] = 1;
    if (at != values.length) {
      throw new IllegalStateException(at + " codes instead of 256");
    }
    Arrays.sort(values);
    return values;
  }

  /** Halfway between neighbours: what lies between two of these rounds to one value. */
  static float[] borders(float[] values) {
    float[] borders = new float[values.length - 1];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = (values[i] + values[i + 1]) / 2;
    }
    return borders;
  }
}
