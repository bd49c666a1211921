package io.lorweb.eval.metric;

import io.lorweb.image.Picture;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Mean absolute difference where something is to be seen. Most of a drawing is empty ground, over
 * which a picture that lost the figure is right all the same.
 */
public final class ForegroundL1 {

  /** How far a sample may lie from the ground's and still belong to it: traces of compression. */
  private static final int TOLERANCE = 8;

  private ForegroundL1() {}

  /**
   * In [0, 1], over all pixels in which the true b' is not its ground: the commonest colour along
   * its border. Empty when b' is all ground.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public static OptionalDouble of(Picture output, Picture truth) {
    if (!output.size().equals(truth.size())) {
      throw new IllegalArgumentException(output + " and " + truth + " cannot be compared");
    }
    int ground = ground(truth);
    ByteBuffer one = output.rgb();
    ByteBuffer other = truth.rgb();
    long sum = 0;
    long samples = 0;
    for (int y = 0; y < truth.height(); y++) {
      for (int x = 0; x < truth.width(); x++) {
        if (isNear(truth.pixel(x, y), ground)) {
          continue;
        }
        int at = (y * truth.width() + x) * 3;
        for (int c = 0; c < 3; c++) {
          sum += Math.abs((one.get(at + c) & 255) - (other.get(at + c) & 255));
        }
        samples += 3;
      }
    }
    return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / 255.0 / samples);
  }

  /** 0xRRGGBB; of several equally common ones the smallest number. */
  private static int ground(Picture picture) {
    Map<Integer, Integer> counts = new HashMap<>();
    int right = picture.width() - 1;
    int bottom = picture.height() - 1;
    for (int x = 0; x <= right; x++) {
      counts.merge(picture.pixel(x, 0) & 0xFFFFFF, 1, Integer::sum);
      counts.merge(picture.pixel(x, bottom) & 0xFFFFFF, 1, Integer::sum);
    }
    for (int y = 1; y < bottom; y++) {
      counts.merge(picture.pixel(0, y) & 0xFFFFFF, 1, Integer::sum);
      counts.merge(picture.pixel(right, y) & 0xFFFFFF, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.<Integer, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }

  private static boolean isNear(int one, int other) {
    for (int shift = 0; shift < 24; shift += 8) {
      if (Math.abs((one >> shift & 255) - (other >> shift & 255)) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }
}
