package io.lorweb.image;

import io.lorweb.error.InputException;
import java.util.Locale;

/** How many pixels are read: told from the header, before any of them is decoded. */
final class PixelLimit {

  /** Where Pillow begins to warn of decompression bombs: a quarter of 2^30 / 3, 256 MB of RGB. */
  static final long MAX_PIXELS = 89_478_485;

  private PixelLimit() {}

  /**
   * @param name what messages call the file
   * @throws InputException when a side is 0 or there are too many pixels
   */
  static void check(String name, long width, long height) {
    if (width < 1 || height < 1) {
      throw InputException.of(
          "%s is damaged: its size is %d x %d; save the picture again", name, width, height);
    }
    // Divided, because a product of hostile sides may overflow.
    if (width > MAX_PIXELS / height) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %d x %d pixels, more than the %,d that are read; make it smaller",
              name,
              width,
              height,
              MAX_PIXELS));
    }
  }
}
