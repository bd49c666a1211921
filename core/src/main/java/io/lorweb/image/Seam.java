package io.lorweb.image;

/**
 * Puts an edited part into a picture without a visible border. Where the mask is black, the picture
 * stays as it is, byte for byte; inside, the edited part comes in with the distance from the mask's
 * border. The picture's own edges are no border.
 *
 * @param mask where the picture may change
 * @param feather pixels from the border until the edited part covers the picture; 0: a hard edge
 */
public record Seam(Mask mask, int feather) {

  /** A step to a neighbour, and to a diagonal one, in thirds of a pixel (chamfer distance). */
  private static final int STEP = 3;

  private static final int DIAGONAL = 4;

  /** A seam that suits pictures of this size: a 64th of the short side, at least one pixel. */
  public static int featherFor(Size size) {
    return Math.max(1, Math.min(size.width(), size.height()) / 64);
  }

  /**
   * @param picture of the mask's size
   * @param edited what shows in {@code part} of it, of that part's size
   */
  public Picture blend(Picture picture, Picture edited, Part part) {
    int width = picture.width();
    int[] away = distances();
    byte[] old = picture.samples();
    byte[] made = edited.samples();
    byte[] rgb = old.clone();
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        int at = (part.top() + y) * width + part.left() + x;
        double weight = weight(mask.value(part.left() + x, part.top() + y), away[at]);
        for (int c = 0; c < 3; c++) {
          int before = old[3 * at + c] & 255;
          int after = made[3 * (y * part.width() + x) + c] & 255;
          rgb[3 * at + c] = (byte) Math.round(before + weight * (after - before));
        }
      }
    }
    return new Picture(width, picture.height(), rgb);
  }

  private double weight(int value, int away) {
    return value / 255.0 * Math.min(1, away / (double) (STEP * (feather + 1)));
  }

  /** Of every pixel to the nearest black one, in thirds of a pixel, as far as the seam reaches. */
  private int[] distances() {
    int width = mask.picture().width();
    int height = mask.picture().height();
    int far = STEP * (feather + 1);
    int[] away = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        away[y * width + x] = mask.value(x, y) == 0 ? 0 : far;
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        nearer(away, x, y, -1, width, height);
      }
    }
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        nearer(away, x, y, 1, width, height);
      }
    }
    return away;
  }

  /** By the neighbours that a pass in direction {@code way} has seen. */
  private static void nearer(int[] away, int x, int y, int way, int width, int height) {
    int least = away[y * width + x];
    if (x + way >= 0 && x + way < width) {
      least = Math.min(least, away[y * width + x + way] + STEP);
    }
    if (y + way >= 0 && y + way < height) {
      int row = (y + way) * width;
      least = Math.min(least, away[row + x] + STEP);
      if (x > 0) {
        least = Math.min(least, away[row + x - 1] + DIAGONAL);
      }
      if (x + 1 < width) {
        least = Math.min(least, away[row + x + 1] + DIAGONAL);
      }
    }
    away[y * width + x] = least;
  }
}
