package io.lorweb.image;

import io.lorweb.error.InputException;

/**
 * Training sizes: pictures of like shape share a bucket, so that they fit into one batch.
 *
 * <p>Source: toolkit/buckets.py of the reference; docs/spec/LORWEB.md 8.4.
 */
public final class Buckets {

  /** Sides of buckets are multiples of this, in pixels. */
  public static final int DIVISIBILITY = 16;

  /** Widths and heights at resolution 1024, in the reference's order: of equals the first wins. */
  private static final int[][] AT_1024 = {
    {1024, 1024}, {2048, 512}, {1984, 512}, {1920, 512}, {1856, 512}, {1792, 576}, {1728, 576},
    {1664, 576}, {1600, 640}, {1536, 640}, {1472, 704}, {1408, 704}, {1344, 704}, {1344, 768},
    {1280, 768}, {1216, 832}, {1152, 832}, {1152, 896}, {1088, 896}, {1088, 960}, {1024, 960},
    {960, 1024}, {960, 1088}, {896, 1088}, {896, 1152}, {832, 1152}, {832, 1216}, {768, 1280},
    {768, 1344}, {704, 1408}, {704, 1472}, {640, 1536}, {640, 1600}, {576, 1664}, {576, 1728},
    {576, 1792}, {512, 1856}, {512, 1920}, {512, 1984}, {512, 2048}, {8192, 128}, {128, 8192},
  };

  private Buckets() {}

  /**
   * Where a picture lands: it is scaled to {@code scaleTo}, which covers {@code bucket}, and
   * cropped to the bucket at {@link #left()} and {@link #top()}. Pixels.
   */
  public record Fit(Size bucket, Size scaleTo) {

    /** Left edge of the centre crop. */
    public int left() {
      return (scaleTo.width() - bucket.width()) / 2;
    }

    /** Upper edge of the centre crop. */
    public int top() {
      return (scaleTo.height() - bucket.height()) / 2;
    }
  }

  /**
   * The bucket that cuts off the fewest pixels.
   *
   * @param resolution square root of the wanted area, in pixels; smaller pictures are not enlarged
   * @throws InputException when the picture is too small or too narrow for any bucket
   */
  public static Fit fit(Size picture, int resolution) {
    return fit(picture, resolution, DIVISIBILITY);
  }

  /** {@link #fit(Size, int)} with sides that are multiples of {@code divisibility} pixels. */
  public static Fit fit(Size picture, int resolution, int divisibility) {
    double width = picture.width();
    double height = picture.height();
    double factor = Math.min(resolution, (int) Math.sqrt((double) picture.area())) / 1024.0;
    int bestWidth = 0;
    int bestHeight = 0;
    double bestScale = 0;
    double fewest = Double.POSITIVE_INFINITY;
    for (int[] sides : AT_1024) {
      int bucketWidth = (int) (sides[0] * factor) / divisibility * divisibility;
      int bucketHeight = (int) (sides[1] * factor) / divisibility * divisibility;
      if (bucketWidth == picture.width() && bucketHeight == picture.height()) {
        return new Fit(picture, picture);
      }
      double scale = Math.max(bucketWidth / width, bucketHeight / height);
      double removed =
          (double) (int) (width * scale) * (int) (height * scale)
              - (double) bucketWidth * bucketHeight;
      if (removed < fewest) {
        fewest = removed;
        bestWidth = bucketWidth;
        bestHeight = bucketHeight;
        bestScale = scale;
      }
    }
    // Sides below the divisibility become 0 at low resolutions, and such a bucket may win.
    if (bestWidth == 0 || bestHeight == 0) {
      throw InputException.of(
          "the picture of %s is too small or too narrow to train on at resolution %d; a side would"
              + " be shorter than %d pixels",
          picture, resolution, divisibility);
    }
    return new Fit(
        new Size(bestWidth, bestHeight),
        new Size((int) Math.ceil(width * bestScale), (int) Math.ceil(height * bestScale)));
  }
}
