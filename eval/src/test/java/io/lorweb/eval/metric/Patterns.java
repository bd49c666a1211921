package io.lorweb.eval.metric;

import io.lorweb.image.Picture;

/** Pictures by formula, so that other implementations can be asked about the same ones. */
final class Patterns {

  private Patterns() {}

  /**
   * The sample of colour c at (x, y) is ((3 + seed) x + 5 y + 40 c + 4 (x y mod 17) + 31 seed) mod
   * 256.
   */
  static Picture of(int width, int height, int seed) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int value = x * (3 + seed) + y * 5 + c * 40 + x * y % 17 * 4 + seed * 31;
          rgb[(y * width + x) * 3 + c] = (byte) value;
        }
      }
    }
    return Picture.of(width, height, rgb);
  }
}
