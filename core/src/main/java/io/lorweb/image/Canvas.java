package io.lorweb.image;

import java.util.Arrays;

/** A picture in the making: black at first, pictures are pasted onto it. For one thread. */
public final class Canvas {

  private final int width;
  private final int height;
  private byte[] rgb;

  /**
   * A black canvas.
   *
   * @throws io.lorweb.error.InputException when a side is smaller than 1 or the canvas is too big
   *     for an array
   */
  public Canvas(int width, int height) {
    this.rgb = new byte[Picture.sampleCount(width, height)];
    this.width = width;
    this.height = height;
  }

  /** A canvas that starts as a copy of {@code picture}. */
  public static Canvas of(Picture picture) {
    return new Canvas(picture.width(), picture.height()).paste(picture, 0, 0);
  }

  /** Puts {@code picture} with its upper left corner at (left, top); what overhangs is cut off. */
  public Canvas paste(Picture picture, int left, int top) {
    int firstX = Math.max(0, left);
    int firstY = Math.max(0, top);
    int endX = (int) Math.min(width, (long) left + picture.width());
    int endY = (int) Math.min(height, (long) top + picture.height());
    for (int y = firstY; y < endY && firstX < endX; y++) {
      int from = ((y - top) * picture.width() + firstX - left) * 3;
      System.arraycopy(picture.samples(), from, rgb, (y * width + firstX) * 3, (endX - firstX) * 3);
    }
    return this;
  }

  /** Makes everything right of and below (left, top) black, the corner pixel included. */
  public Canvas blackenFrom(int left, int top) {
    int firstX = Math.max(0, left);
    for (int y = Math.max(0, top); y < height && firstX < width; y++) {
      Arrays.fill(rgb, (y * width + firstX) * 3, (y + 1) * width * 3, (byte) 0);
    }
    return this;
  }

  /**
   * The finished picture. The canvas is used up.
   *
   * @throws IllegalStateException when called twice
   */
  public Picture toPicture() {
    if (rgb == null) {
      throw new IllegalStateException("the canvas has become a picture already");
    }
    Picture picture = new Picture(width, height, rgb);
    rgb = null; // The picture is immutable: nobody may paint on its samples.
    return picture;
  }
}
