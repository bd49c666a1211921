package io.lorweb.image;

/**
 * A part of a picture.
 *
 * @param left column of its upper left pixel
 * @param top row of that pixel
 * @param width in pixels
 * @param height in pixels
 */
public record Part(int left, int top, int width, int height) {

  /** The part cut out of {@code picture}; see {@link Picture#crop}. */
  public Picture of(Picture picture) {
    return picture.crop(left, top, width, height);
  }
}
