package io.lorweb.image;

/** Width and height in pixels, both at least 1. */
public record Size(int width, int height) {

  /**
   * A size.
   *
   * @throws IllegalArgumentException when a side is smaller than 1
   */
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a size of " + width + " x " + height + " has no pixels");
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
