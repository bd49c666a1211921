package io.lorweb.image;

import io.lorweb.error.InputException;

/**
 * Sizes of FLUX.1-Kontext: what it paints and what it looks at.
 *
 * <p>Sides are multiples of {@code multiple} pixels, twice the spatial factor of the autoencoder:
 * 16 for the published model. Source: FluxKontextPipeline of diffusers; docs/spec/FLUX_KONTEXT.md
 * 8.
 */
public final class Sizing {

  /** The area the model was trained for, in pixels. */
  public static final int DEFAULT_MAX_AREA = 1024 * 1024;

  private static final int[] PREFERRED_SHORT = {672, 688, 720, 752, 800, 832, 880, 944, 1024};
  private static final int[] PREFERRED_LONG = {
    1568, 1504, 1456, 1392, 1328, 1248, 1184, 1104, 1024
  };

  private Sizing() {}

  /**
   * Size of the output for a picture or composite: its aspect ratio, about {@code maxArea} pixels,
   * sides rounded down to multiples.
   *
   * @param maxArea area in pixels; a smaller picture is enlarged to it, too
   * @param multiple what both sides are multiples of, in pixels
   * @throws InputException when a side would be smaller than one multiple
   */
  public static Size output(Size picture, long maxArea, int multiple) {
    double aspect = (double) picture.width() / picture.height();
    // Math.rint rounds halves to even as Python's round does. A square root of whole numbers is
    // never half a pixel, but that of maxArea times a fraction may be, such as 0.25 * 1.
    long width = (long) Math.rint(Math.sqrt(maxArea * aspect)) / multiple * multiple;
    long height = (long) Math.rint(Math.sqrt(maxArea / aspect)) / multiple * multiple;
    if (width < multiple || height < multiple) {
      throw InputException.of(
          "the picture of %s is too long and narrow for an output of %d pixels; sides would be"
              + " shorter than %d, use a squarer picture or a larger area",
          picture, maxArea, multiple);
    }
    return new Size(Math.toIntExact(width), Math.toIntExact(height));
  }

  /**
   * Size of the context: the one of the 17 preferred sizes whose aspect ratio is nearest, of equals
   * the narrower.
   *
   * @param multiple what both sides are multiples of, in pixels
   * @throws InputException when a side of the picture is shorter than one multiple
   */
  public static Size context(Size picture, int multiple) {
    Size floored = floor(picture, multiple);
    double aspect = (double) floored.width() / floored.height();
    Size nearest = null;
    double distance = Double.POSITIVE_INFINITY;
    // From the narrowest to the widest, so that "less than" keeps the narrower of equals.
    for (int i = 0; i < 17; i++) {
      int width = i < 9 ? PREFERRED_SHORT[i] : PREFERRED_LONG[16 - i];
      int height = i < 9 ? PREFERRED_LONG[i] : PREFERRED_SHORT[16 - i];
      double gap = Math.abs(aspect - (double) width / height);
      if (gap < distance) {
        distance = gap;
        nearest = new Size(width, height);
      }
    }
    return floor(nearest, multiple);
  }

  /**
   * The picture's own size, sides rounded down to multiples.
   *
   * @throws InputException when a side is shorter than one multiple
   */
  public static Size floor(Size picture, int multiple) {
    if (picture.width() < multiple || picture.height() < multiple) {
      throw InputException.of(
          "the picture of %s is too small; both sides need at least %d pixels", picture, multiple);
    }
    return new Size(picture.width() / multiple * multiple, picture.height() / multiple * multiple);
  }
}
