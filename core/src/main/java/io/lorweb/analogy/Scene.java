package io.lorweb.analogy;

import io.lorweb.image.Mask;
import io.lorweb.image.Picture;
import io.lorweb.image.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An analogy laid out for the flow model: what it sees, what size it makes, and which part of that
 * is b'.
 *
 * @param context pictures in the order of their tokens; the i-th has position axis 0 = i + 1
 * @param output size of the generated picture in pixels
 * @param known a, a' and b as the query sees them
 * @param composite [a, a'; b, b] as the query sees it
 * @param layout GRID cuts the bottom right quarter out of the output, the others take all of it
 */
public record Scene(
    List<Picture> context, Size output, Composite.Known known, Picture composite, Layout layout) {

  /**
   * Which places of a grid over the generated picture may change.
   *
   * @param mask of b's size; of b' only what lies under it
   * @param others whether the cells beside b' may change
   * @return [rows * columns], row by row
   */
  public boolean[] free(Optional<Mask> mask, boolean others, int rows, int columns) {
    boolean grid = layout == Layout.GRID;
    int left = grid ? columns / 2 : 0;
    int top = grid ? rows / 2 : 0;
    int width = columns - left;
    int height = rows - top;
    boolean[] cell = mask.map(one -> cell(one, width, height)).orElseGet(() -> all(width * height));
    boolean[] free = new boolean[rows * columns];
    Arrays.fill(free, others);
    for (int row = 0; row < height; row++) {
      System.arraycopy(cell, row * width, free, (top + row) * columns + left, width);
    }
    return free;
  }

  private static boolean[] cell(Mask mask, int width, int height) {
    return mask.cells(Composite.shaped(mask.picture().size(), width, height), width, height);
  }

  private static boolean[] all(int places) {
    boolean[] all = new boolean[places];
    Arrays.fill(all, true);
    return all;
  }

  /** b' out of the generated picture. */
  public Picture cut(Picture generated) {
    return layout == Layout.GRID ? Composite.bottomRight(generated) : generated;
  }
}
