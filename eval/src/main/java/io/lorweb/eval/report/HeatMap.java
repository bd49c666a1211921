package io.lorweb.eval.report;

import io.lorweb.image.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;

/**
 * A matrix as colours. Cells have a size that can be seen, however many there are: a wide matrix
 * makes a wide picture, which the page scrolls. Labels that would lie over each other are left out.
 *
 * @param title over it
 * @param rows labels from top to bottom
 * @param columns labels from left to right
 * @param values [rows][columns], in {@code [low, high]}
 * @param low the value of the first colour
 * @param high the value of the last colour
 * @param colours at even distances from {@code low} to {@code high}, two or more
 */
public record HeatMap(
    String title,
    List<String> rows,
    List<String> columns,
    double[][] values,
    double low,
    double high,
    List<Color> colours) {

  /** Pixels of all columns, where their cells may be as wide or narrow. */
  private static final int WIDTH = 1000;

  private static final int NARROWEST = 6;
  private static final int WIDEST = 40;
  private static final int HEIGHT = 18;

  /** A picture is never narrower. */
  private static final int LEAST = 640;

  private static final int LONGEST_LABEL = 230;
  private static final int GAP = 8;
  private static final int TOP = 74;
  private static final int BAR = 220;

  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    colours = List.copyOf(colours);
  }

  /** The picture. */
  public Picture picture() {
    List<String> left = rows.stream().map(row -> Drawing.cut(row, LONGEST_LABEL)).toList();
    List<String> below = columns.stream().map(one -> Drawing.cut(one, LONGEST_LABEL)).toList();
    int cell = Math.max(NARROWEST, Math.min(WIDEST, WIDTH / columns.size()));
    int x0 = Drawing.width(left) + 2 * GAP;
    int bottom = TOP + rows.size() * HEIGHT;
    int width = x0 + columns.size() * cell + 2 * GAP;
    Drawing drawing =
        new Drawing(
            Math.max(LEAST, Math.max(width, Drawing.titleWidth(title) + 2 * GAP)),
            bottom + Drawing.width(below) + 3 * GAP);
    drawing.title(title, GAP, 20);
    bar(drawing);
    for (int row = 0; row < rows.size(); row++) {
      int y = TOP + row * HEIGHT;
      drawing.graphics().setColor(Color.DARK_GRAY);
      drawing.right(left.get(row), x0 - GAP, y + HEIGHT - 5);
      for (int column = 0; column < columns.size(); column++) {
        drawing.graphics().setColor(colour(values[row][column]));
        drawing.graphics().fillRect(x0 + column * cell, y, cell, HEIGHT - 1);
      }
    }
    drawing.graphics().setColor(Color.GRAY);
    drawing.graphics().drawRect(x0 - 1, TOP - 1, columns.size() * cell + 1, rows.size() * HEIGHT);
    drawing.graphics().setColor(Color.DARK_GRAY);
    int step = (Drawing.LINE + cell - 1) / cell;
    for (int column = 0; column < columns.size(); column += step) {
      int middle = x0 + column * cell + cell / 2;
      drawing.graphics().drawLine(middle, bottom, middle, bottom + 3);
      drawing.below(below.get(column), middle, bottom + GAP);
    }
    return drawing.picture();
  }

  /** What the colours mean, at the left: there it is seen however wide the picture is. */
  private void bar(Drawing drawing) {
    Graphics2D graphics = drawing.graphics();
    for (int x = 0; x < BAR; x++) {
      graphics.setColor(colour(low + (high - low) * x / (BAR - 1)));
      graphics.fillRect(GAP + x, 32, 1, 12);
    }
    graphics.setColor(Color.GRAY);
    graphics.drawRect(GAP - 1, 31, BAR + 1, 13);
    graphics.setColor(Color.DARK_GRAY);
    drawing.left(number(low), GAP, 58);
    drawing.centred(number((low + high) / 2), GAP + BAR / 2, 58);
    drawing.right(number(high), GAP + BAR, 58);
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
  }

  private Color colour(double value) {
    double at = Math.max(0, Math.min(1, (value - low) / (high - low))) * (colours.size() - 1);
    int first = Math.min((int) at, colours.size() - 2);
    Color one = colours.get(first);
    Color next = colours.get(first + 1);
    double share = at - first;
    return new Color(
        mixed(one.getRed(), next.getRed(), share),
        mixed(one.getGreen(), next.getGreen(), share),
        mixed(one.getBlue(), next.getBlue(), share));
  }

  private static int mixed(int one, int next, double share) {
    return (int) Math.round(one + (next - one) * share);
  }
}
