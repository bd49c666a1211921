package io.lorweb.image;

import java.util.Random;

/** Pictures drawn for tests. */
final class Drawings {

  private Drawings() {}

  /** Every sample at random. */
  static Picture noise(int width, int height, long seed) {
    byte[] rgb = new byte[width * height * 3];
    new Random(seed).nextBytes(rgb);
    return Picture.of(width, height, rgb);
  }

  /** Colours that change slowly, as JPEG likes them. */
  static Picture slopes(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (255 * x / width);
        rgb[at + 1] = (byte) (255 * y / height);
        rgb[at + 2] = (byte) (128 + 60 * (x + y) / (width + height));
      }
    }
    return Picture.of(width, height, rgb);
  }

  /** The largest difference of any two samples. */
  static int distance(Picture one, Picture other) {
    byte[] a = one.toBytes();
    byte[] b = other.toBytes();
    int worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs((a[i] & 255) - (b[i] & 255)));
    }
    return worst;
  }
}
