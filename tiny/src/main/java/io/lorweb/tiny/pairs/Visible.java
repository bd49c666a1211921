package io.lorweb.tiny.pairs;

import io.lorweb.image.Picture;
import java.nio.ByteBuffer;

/** Whether a pair shows its edit at all: a mirrored square shows none. */
final class Visible {

  /** Mean difference of samples in [0, 255] below which nothing is to be seen. */
  private static final double LEAST = 4;

  private Visible() {}

  /** Something is drawn, is changed, and is something still. */
  static boolean shows(Pair pair) {
    return contrast(pair.before()) >= LEAST
        && contrast(pair.after()) >= LEAST
        && difference(pair.before(), pair.after()) >= LEAST;
  }

  private static double difference(Picture before, Picture after) {
    ByteBuffer one = before.rgb();
    ByteBuffer other = after.rgb();
    long sum = 0;
    for (int i = 0; i < one.capacity(); i++) {
      sum += Math.abs((one.get(i) & 255) - (other.get(i) & 255));
    }
    return (double) sum / one.capacity();
  }

  /** Mean distance from the picture's mean colour. */
  private static double contrast(Picture picture) {
    ByteBuffer rgb = picture.rgb();
    double[] mean = new double[3];
    for (int i = 0; i < rgb.capacity(); i++) {
      mean[i % 3] += 3.0 * (rgb.get(i) & 255) / rgb.capacity();
    }
    double sum = 0;
    for (int i = 0; i < rgb.capacity(); i++) {
      sum += Math.abs((rgb.get(i) & 255) - mean[i % 3]);
    }
    return sum / rgb.capacity();
  }
}
