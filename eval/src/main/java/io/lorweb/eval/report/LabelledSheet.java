package io.lorweb.eval.report;

import io.lorweb.error.InputException;
import io.lorweb.image.Lettering;
import io.lorweb.image.Picture;
import io.lorweb.image.Resampling;
import io.lorweb.image.Size;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures in labelled columns and rows, under a heading with what they were made of. A single row
 * is broken into lines.
 *
 * @param heading lines beside {@code inputs}, the first of them bold
 * @param inputs small pictures above the table
 * @param columns labels from left to right
 * @param rows labels from top to bottom; one empty label for a sheet that has columns only
 * @param cells [rows][columns]
 */
public record LabelledSheet(
    List<String> heading,
    List<Captioned> inputs,
    List<String> columns,
    List<String> rows,
    List<List<Picture>> cells) {

  /** More cells would make a picture that no viewer likes. */
  public static final int MOST_CELLS = 256;

  private static final int MARGIN = 20;
  private static final int GAP = 6;
  private static final int LABEL = 26;
  private static final int INPUT = 96;
  private static final Size THUMBNAIL = new Size(2 * INPUT, INPUT);

  /** Sides of cells in pixels: what lies outside is scaled. */
  private static final int SMALLEST = 256;

  private static final int LARGEST = 512;

  /** Sheets of more cells have small ones. */
  private static final int FEW_CELLS = 32;

  /** Columns in a line of a single row. */
  private static final int LINE = 9;

  private static final Color FAINT = new Color(0x777777);

  /** A picture with its name. */
  public record Captioned(String caption, Picture picture) {}

  public LabelledSheet {
    heading = List.copyOf(heading);
    inputs = List.copyOf(inputs);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    cells = cells.stream().map(List::copyOf).toList();
    requireFit(columns.size(), rows.size());
    if (cells.size() != rows.size()) {
      throw InputException.of("%d rows of pictures for %d labels", cells.size(), rows.size());
    }
    for (List<Picture> row : cells) {
      if (row.size() != columns.size()) {
        throw InputException.of("%d pictures for %d columns", row.size(), columns.size());
      }
    }
  }

  /** Refuses a sheet of too many pictures, or without letters for it, before they are made. */
  public static void requireFit(int columns, int rows) {
    if ((long) columns * rows > MOST_CELLS || columns * rows == 0) {
      throw InputException.of(
          "a sheet of %d x %d pictures: it may have 1 to %d", columns, rows, MOST_CELLS);
    }
    Lettering.require();
  }

  /** The sheet as one picture. */
  public Picture picture() {
    Size box = box();
    boolean single = rows.size() == 1;
    int lines = single ? (columns.size() + LINE - 1) / LINE : 1;
    int perLine = (columns.size() + lines - 1) / lines;
    int left = single && rows.get(0).isEmpty() ? MARGIN : MARGIN + rowLabels() + 2 * GAP;
    int top = MARGIN + headingHeight();
    int line = LABEL + rows.size() * (box.height() + GAP);
    int width = left + perLine * (box.width() + GAP) - GAP + MARGIN;
    Drawing drawing =
        new Drawing(
            Math.max(width, headingWidth() + 2 * MARGIN), top + lines * line - GAP + MARGIN);
    heading(drawing);
    for (int i = 0; i < lines; i++) {
      int first = i * perLine;
      int end = Math.min(columns.size(), first + perLine);
      table(drawing, box, first, end, left, top + i * line);
    }
    return drawing.picture();
  }

  private void table(Drawing drawing, Size box, int first, int end, int left, int top) {
    for (int column = first; column < end; column++) {
      int x = left + (column - first) * (box.width() + GAP);
      drawing.boldCentred(
          Drawing.cutBold(columns.get(column), box.width()), x + box.width() / 2, top + LABEL - 9);
      for (int row = 0; row < rows.size(); row++) {
        int y = top + LABEL + row * (box.height() + GAP);
        cell(drawing, cells.get(row).get(column), box, x, y);
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      int y = top + LABEL + row * (box.height() + GAP) + box.height() / 2 + 5;
      drawing.boldRight(rows.get(row), left - 2 * GAP, y);
    }
  }

  private static void cell(Drawing drawing, Picture picture, Size box, int x, int y) {
    Picture scaled = fitted(picture, box);
    int right = x + (box.width() - scaled.width()) / 2;
    int down = y + (box.height() - scaled.height()) / 2;
    drawing.graphics().drawImage(scaled.toBufferedImage(), right, down, null);
  }

  private void heading(Drawing drawing) {
    int x = MARGIN;
    for (Captioned input : inputs) {
      Picture small = fitted(input.picture(), THUMBNAIL);
      drawing.graphics().drawImage(small.toBufferedImage(), x, MARGIN, null);
      drawing.graphics().setColor(FAINT);
      drawing.centred(input.caption(), x + small.width() / 2, MARGIN + INPUT + Drawing.LINE);
      x += small.width() + GAP;
    }
    x += inputs.isEmpty() ? 0 : 2 * GAP;
    for (int i = 0; i < heading.size(); i++) {
      int y = MARGIN + 14 + i * (Drawing.LINE + 4);
      drawing.graphics().setColor(i == 0 ? Color.BLACK : FAINT);
      if (i == 0) {
        drawing.title(heading.get(i), x, y);
      } else {
        drawing.left(heading.get(i), x, y);
      }
    }
    drawing.graphics().setColor(Color.BLACK);
  }

  private int headingHeight() {
    int text = heading.size() * (Drawing.LINE + 4);
    int pictures = inputs.isEmpty() ? 0 : INPUT + Drawing.LINE + GAP;
    return Math.max(text, pictures) + (text + pictures == 0 ? 0 : 2 * GAP);
  }

  private int headingWidth() {
    int text = heading.isEmpty() ? 0 : Drawing.titleWidth(heading.get(0));
    int lines = Math.max(text, Drawing.width(heading));
    int pictures =
        inputs.stream().mapToInt(one -> fit(one.picture(), THUMBNAIL).width() + GAP).sum();
    return pictures + 2 * GAP + lines;
  }

  private int rowLabels() {
    return rows.stream().mapToInt(Drawing::titleWidth).max().orElse(0);
  }

  /** The room of one cell: the widest and the highest picture, brought to a size for the eye. */
  private Size box() {
    List<Picture> all = new ArrayList<>();
    cells.forEach(all::addAll);
    int width = all.stream().mapToInt(Picture::width).max().orElseThrow();
    int height = all.stream().mapToInt(Picture::height).max().orElseThrow();
    int largest = all.size() > FEW_CELLS ? SMALLEST : LARGEST;
    int side = Math.max(width, height);
    double scale = Math.max(SMALLEST, Math.min(largest, side)) / (double) side;
    return new Size(scaled(width, scale), scaled(height, scale));
  }

  private static Picture fitted(Picture picture, Size box) {
    Size size = fit(picture, box);
    return picture.resize(size.width(), size.height(), Resampling.LANCZOS);
  }

  /** The largest size of the picture's shape in {@code box}. */
  private static Size fit(Picture picture, Size box) {
    double scale =
        Math.min(box.width() / (double) picture.width(), box.height() / (double) picture.height());
    return new Size(scaled(picture.width(), scale), scaled(picture.height(), scale));
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }
}
