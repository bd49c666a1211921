package io.lorweb.train.loop;

import io.lorweb.image.Canvas;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import java.util.List;

/** Rows of pictures on white paper, all in cells of one size. */
final class PictureRows {

  private static final int GAP = 4;
  private static final int PAPER = 0xFFFFFF;

  private PictureRows() {}

  /** Cells as large as the largest picture that ends a row's first four. */
  static Picture of(List<List<Picture>> rows) {
    int width = rows.stream().mapToInt(row -> shown(row).width()).max().orElse(1);
    int height = rows.stream().mapToInt(row -> shown(row).height()).max().orElse(1);
    int columns = rows.stream().mapToInt(List::size).max().orElse(1);
    Canvas canvas =
        Canvas.of(
            Picture.filled(
                columns * (width + GAP) + GAP, rows.size() * (height + GAP) + GAP, PAPER));
    for (int y = 0; y < rows.size(); y++) {
      for (int x = 0; x < rows.get(y).size(); x++) {
        Picture cell = rows.get(y).get(x).resize(width, height, Resampling.BICUBIC);
        canvas.paste(cell, GAP + x * (width + GAP), GAP + y * (height + GAP));
      }
    }
    return canvas.toPicture();
  }

  /** The picture of a row that was made: a, a', b come first, of whatever size they are. */
  private static Picture shown(List<Picture> row) {
    return row.get(Math.min(3, row.size() - 1));
  }
}
