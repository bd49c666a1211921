package io.lorweb.eval.metric;

import io.lorweb.image.Picture;
import java.nio.ByteBuffer;

/** How far a picture is from another of the same size. */
public final class Psnr {

  /**
   * What equal pictures get in dB, whose ratio would be infinite: one such item must not decide a
   * mean. It is the ratio at a mean squared error of 0.065, which nobody sees.
   */
  public static final double CAP = 60;

  private Psnr() {}

  /** Peak signal-to-noise ratio over all samples in dB, at most {@link #CAP}. */
  public static double of(Picture one, Picture other) {
    return Math.min(CAP, 10 * Math.log10(255 * 255 / squaredError(one, other)));
  }

  /**
   * Mean squared difference of the 8-bit samples, in [0, 65025].
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public static double squaredError(Picture one, Picture other) {
    if (!one.size().equals(other.size())) {
      throw new IllegalArgumentException(one + " and " + other + " cannot be compared");
    }
    ByteBuffer x = one.rgb();
    ByteBuffer y = other.rgb();
    long sum = 0;
    for (int i = 0; i < x.capacity(); i++) {
      int difference = (x.get(i) & 255) - (y.get(i) & 255);
      sum += (long) difference * difference;
    }
    return (double) sum / x.capacity();
  }
}
