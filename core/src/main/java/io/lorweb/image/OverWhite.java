package io.lorweb.image;

/** Transparent pixels on a white ground. */
final class OverWhite {

  private OverWhite() {}

  /**
   * {@code (value * alpha + 255 * (255 - alpha)) / 255}, rounded: Pillow's paste of a picture with
   * its alpha as the mask on a white one.
   *
   * @param value sample in [0, 255], not premultiplied
   * @param alpha 0 (clear) to 255 (opaque)
   */
  static byte blend(int value, int alpha) {
    int sum = value * alpha + 255 * (255 - alpha) + 128;
    return (byte) (((sum >> 8) + sum) >> 8);
  }
}
