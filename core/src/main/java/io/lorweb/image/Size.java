package io.lorweb.image;

import io.lorweb.error.InputException;

/** Width and height in pixels, both at least 1. */
public record Size(int width, int height) {

  /**
   * A size.
   *
   * @throws InputException when a side is smaller than 1
   */
  public Size {
    if (width < 1 || height < 1) {
      throw InputException.of("a size of %d x %d has no pixels", width, height);
    }
  }

  /** The number of pixels. */
  public long area() {
    return (long) width * height;
  }

  @Override
  public String toString() {
    return width + " x " + height;
  }
}
