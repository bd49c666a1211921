package io.lorweb.image;

import io.lorweb.error.InputException;
import java.util.Objects;

/**
 * Where a picture may change, at that picture's size: not where the mask is black, wholly where it
 * is white, partly in between. Of coloured pixels their luma counts (ITU-R BT.601). Nearly black is
 * black and nearly white is white, so that JPEG's noise opens nothing.
 */
public final class Mask {

  /** Fewer of 255 are black; as many short of 255 are white. */
  private static final int NEARLY = 16;

  private final Picture picture;
  private final byte[] values;

  private Mask(Picture picture) {
    this.picture = picture;
    byte[] rgb = picture.samples();
    values = new byte[rgb.length / 3];
    for (int i = 0; i < values.length; i++) {
      int luma =
          (299 * (rgb[3 * i] & 255) + 587 * (rgb[3 * i + 1] & 255) + 114 * (rgb[3 * i + 2] & 255))
              / 1000;
      values[i] = (byte) (luma < NEARLY ? 0 : luma > 255 - NEARLY ? 255 : luma);
    }
  }

  public static Mask of(Picture picture) {
    return new Mask(Objects.requireNonNull(picture, "picture"));
  }

  /** What the mask was made of. */
  public Picture picture() {
    return picture;
  }

  /**
   * Refuses to be the mask of a picture of another size.
   *
   * @throws InputException when {@code b} is not of this size
   */
  public void requireFor(Size b) {
    if (!picture.size().equals(b)) {
      throw InputException.of(
          "the mask is %s but b is %s: give a mask of b's size", picture.size(), b);
    }
  }

  /** 0 to 255 of a pixel. */
  int value(int x, int y) {
    return values[y * picture.width() + x] & 255;
  }

  /** Whether nothing may change. */
  public boolean nothing() {
    return all(0);
  }

  /** Whether everything may change wholly. */
  public boolean everything() {
    return all(255);
  }

  private boolean all(int wanted) {
    for (byte value : values) {
      if ((value & 255) != wanted) {
        return false;
      }
    }
    return true;
  }

  /**
   * A part of the mask seen through a coarser grid.
   *
   * @return [rows * columns], row by row: whether any pixel under that cell may change
   */
  public boolean[] cells(Part part, int columns, int rows) {
    boolean[] open = new boolean[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        open[row * columns + column] =
            any(
                part.left() + first(column, columns, part.width()),
                part.left() + end(column, columns, part.width()),
                part.top() + first(row, rows, part.height()),
                part.top() + end(row, rows, part.height()));
      }
    }
    return open;
  }

  /** The first pixel that the i-th of n cells touches. */
  private static int first(int i, int n, int pixels) {
    return (int) ((long) i * pixels / n);
  }

  /** One after the last. */
  private static int end(int i, int n, int pixels) {
    return (int) (((long) (i + 1) * pixels + n - 1) / n);
  }

  private boolean any(int left, int right, int top, int bottom) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (value(x, y) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask && picture.equals(mask.picture);
  }

  @Override
  public int hashCode() {
    return picture.hashCode();
  }

  @Override
  public String toString() {
    return "Mask " + picture.size();
  }
}
