package io.lorweb.analogy;

import io.lorweb.error.InputException;
import io.lorweb.image.Canvas;
import io.lorweb.image.Part;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import java.util.OptionalInt;

/**
 * The two by two picture of an analogy: a and a' above, b below on the left, and on its right b as
 * long as b' is unknown. Pictures are in 8-bit RGB, sizes in pixels.
 *
 * <p>Source: LoRWeB's inference.py; docs/spec/LORWEB.md 3.3 and 6.1.
 */
public final class Composite {

  private Composite() {}

  /**
   * The three known pictures of an analogy, cut out of a composite for the query.
   *
   * @param a upper left
   * @param a2 upper right, the paper's a'
   * @param b lower left
   */
  public record Known(Picture a, Picture a2, Picture b) {}

  /**
   * The reference's composite: cells of a's size, a' and b stretched to it.
   *
   * @param maxSize if a side of the whole is longer than this, the long side becomes this and the
   *     short one shrinks with it, cut down to whole pixels
   * @throws InputException when {@code maxSize} leaves no pixel of the short side
   */
  public static Picture reference(Picture a, Picture a2, Picture b, OptionalInt maxSize) {
    int width = a.width();
    int height = a.height();
    Picture whole =
        compose(
            a,
            a2.resize(width, height, Resampling.BICUBIC),
            b.resize(width, height, Resampling.BICUBIC));
    if (maxSize.isEmpty() || Math.max(whole.width(), whole.height()) <= maxSize.getAsInt()) {
      return whole;
    }
    long longSide = maxSize.getAsInt();
    boolean wide = whole.width() >= whole.height();
    long shortSide =
        wide
            ? longSide * whole.height() / whole.width()
            : longSide * whole.width() / whole.height();
    if (shortSide < 1) {
      throw InputException.of(
          "a composite of %s cannot shrink to %d pixels; give a larger maximum size",
          whole.size(), longSide);
    }
    return whole.resize(
        (int) (wide ? longSide : shortSide),
        (int) (wide ? shortSide : longSide),
        Resampling.BICUBIC);
  }

  /**
   * This project's own composite: each picture is cropped about its centre to the aspect ratio of a
   * cell and resized to it (bicubic), so that nothing is stretched and all cells lose alike.
   *
   * @param cellWidth width of a cell, half that of the result
   * @param cellHeight height of a cell, half that of the result
   */
  public static Picture cells(Picture a, Picture a2, Picture b, int cellWidth, int cellHeight) {
    return compose(
        cell(a, cellWidth, cellHeight),
        cell(a2, cellWidth, cellHeight),
        cell(b, cellWidth, cellHeight));
  }

  /** One picture as a cell: {@link #shaped}, then resized to the cell (bicubic). */
  public static Picture cell(Picture picture, int cellWidth, int cellHeight) {
    return shaped(picture, cellWidth, cellHeight).resize(cellWidth, cellHeight, Resampling.BICUBIC);
  }

  /**
   * The largest part about the centre with the aspect ratio of cellWidth to cellHeight, to the
   * nearest pixel and at least 1.
   */
  public static Picture shaped(Picture picture, int cellWidth, int cellHeight) {
    return shaped(picture.size(), cellWidth, cellHeight).of(picture);
  }

  /** That part of a picture of {@code size}. */
  public static Part shaped(Size size, int cellWidth, int cellHeight) {
    long width = size.width();
    long height = size.height();
    if (width * cellHeight > height * cellWidth) {
      width = Math.max(1, Math.round((double) height * cellWidth / cellHeight));
    } else {
      height = Math.max(1, Math.round((double) width * cellHeight / cellWidth));
    }
    int left = (int) (size.width() - width) / 2;
    int top = (int) (size.height() - height) / 2;
    return new Part(left, top, (int) width, (int) height);
  }

  /** The lower right quarter from (W/2, H/2), where the output shows b'. */
  public static Picture bottomRight(Picture composite) {
    requireFour(composite);
    int left = composite.width() / 2;
    int top = composite.height() / 2;
    return composite.crop(left, top, composite.width() - left, composite.height() - top);
  }

  /** a, a' and b, cut at (W/2, H/2), rounded down. */
  public static Known quarters(Picture composite) {
    requireFour(composite);
    int left = composite.width() / 2;
    int top = composite.height() / 2;
    return new Known(
        composite.crop(0, 0, left, top),
        composite.crop(left, 0, composite.width() - left, top),
        composite.crop(0, top, left, composite.height() - top));
  }

  /**
   * a, a' and b as the reference cuts them at inference: at W/2 on both axes, black where that lies
   * outside. Right for square composites only; for others it reproduces what the published weights
   * were evaluated with.
   *
   * @throws InputException when the composite is twice as wide as high or wider, where nothing is
   *     left of b and the reference fails, too
   */
  public static Known referenceQuarters(Picture composite) {
    requireFour(composite);
    int side = composite.width() / 2;
    if (side >= composite.height()) {
      throw InputException.of(
          "a composite of %s is too wide for the reference's cut; use pictures less than twice as"
              + " wide as high, or leave out the compatibility with the reference",
          composite.size());
    }
    return new Known(
        composite.crop(0, 0, side, side),
        composite.crop(side, 0, composite.width() - side, side),
        composite.crop(0, side, side, composite.height() - side));
  }

  /** The cells, all of one size, with b in both lower places. */
  private static Picture compose(Picture a, Picture a2, Picture b) {
    int width = a.width();
    int height = a.height();
    return new Canvas(Math.multiplyExact(2, width), Math.multiplyExact(2, height))
        .paste(a, 0, 0)
        .paste(a2, width, 0)
        .paste(b, 0, height)
        .paste(b, width, height)
        .toPicture();
  }

  private static void requireFour(Picture composite) {
    if (composite.width() < 2 || composite.height() < 2) {
      throw InputException.of(
          "a composite of %s has no four cells; it needs at least 2 x 2 pixels", composite.size());
    }
  }
}
