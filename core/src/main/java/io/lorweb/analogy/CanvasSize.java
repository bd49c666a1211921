package io.lorweb.analogy;

import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.image.Sizing;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What decides the size of the generated picture; at most one of the first three is given.
 *
 * @param cell size of one cell
 * @param maxArea area of the whole composite (of the one picture in the other layouts), pixels
 * @param maxSize long edge of the composite made of the inputs, as in the reference
 * @param modelCell side of the square cells that the model was trained on; else Kontext's rule of
 *     about one megapixel
 */
public record CanvasSize(
    Optional<Size> cell, OptionalLong maxArea, OptionalInt maxSize, OptionalInt modelCell) {

  /** The largest side that is generated, in pixels. */
  private static final int LARGEST = 8192;

  public CanvasSize {
    int given = (cell.isPresent() ? 1 : 0) + (maxArea.isPresent() ? 1 : 0);
    if (given > 1) {
      throw new InputException(
          "setting 'size' and setting 'max-area' contradict each other: give one of them");
    }
    if (maxArea.isPresent() && maxArea.getAsLong() < 1) {
      throw InputException.of("setting 'max-area' %d must be positive", maxArea.getAsLong());
    }
    if (maxSize.isPresent() && maxSize.getAsInt() < 2) {
      throw InputException.of("setting 'max-size' %d must be at least 2", maxSize.getAsInt());
    }
  }

  /** Nothing given: the model's cell, or Kontext's rule when it has none. */
  public static CanvasSize ofModel(OptionalInt modelCell) {
    return new CanvasSize(Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), modelCell);
  }

  /**
   * The whole canvas.
   *
   * @param shape picture whose aspect ratio the cells take
   * @param multiple pixels that one token covers; sides of a cell are multiples of it
   * @param cells cells per side: 2 for the grid, 1 for the other layouts
   */
  public Size canvas(Size shape, int multiple, int cells) {
    if (cell.isPresent()) {
      Size floored = Sizing.floor(cell.get(), multiple);
      return limited(new Size(cells * floored.width(), cells * floored.height()));
    }
    long area;
    if (maxArea.isPresent()) {
      area = maxArea.getAsLong();
    } else if (modelCell.isPresent()) {
      area = (long) modelCell.getAsInt() * modelCell.getAsInt() * cells * cells;
    } else {
      area = Sizing.DEFAULT_MAX_AREA;
    }
    return limited(Sizing.output(shape, area, multiple * cells));
  }

  private static Size limited(Size size) {
    if (size.width() > LARGEST || size.height() > LARGEST) {
      throw InputException.of(
          "the generated picture would be %s; the largest side is %d", size, LARGEST);
    }
    return size;
  }
}
