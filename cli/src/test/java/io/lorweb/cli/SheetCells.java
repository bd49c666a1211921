package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import java.nio.file.Path;

/**
 * Cells of a labelled sheet whose pictures have 64 x 64 pixels. They are counted from the corner at
 * the bottom right: what stands left and above depends on the fonts.
 *
 * @param sheet as it was written
 * @param columns of the sheet
 * @param rows of the sheet
 */
record SheetCells(Picture sheet, int columns, int rows) {

  private static final int SIDE = 256;
  private static final int PITCH = SIDE + 6;
  private static final int MARGIN = 20;

  static SheetCells of(Path file, int columns, int rows) {
    return new SheetCells(Examples.read(file), columns, rows);
  }

  /** What the sheet shows for {@code picture}. */
  static Picture shown(Path picture) {
    return Examples.read(picture).resize(SIDE, SIDE, Resampling.LANCZOS);
  }

  Picture cell(int column, int row) {
    int x = sheet.width() - MARGIN - (columns - column) * PITCH + 6;
    int y = sheet.height() - MARGIN - (rows - row) * PITCH + 6;
    return sheet.crop(x, y, SIDE, SIDE);
  }

  /** That there are as many as were expected, between white margins. */
  void assertFramed() {
    assertThat(sheet.width()).isBetween(columns * PITCH + 34, columns * PITCH + 34 + 250);
    assertThat(sheet.height()).isBetween(rows * PITCH + 34, rows * PITCH + 34 + 250);
    assertThat(sheet.pixel(sheet.width() - 1, sheet.height() - 1)).isEqualTo(0xFFFFFF);
  }
}
