package io.lorweb.tiny.pairs;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.image.Lettering;
import io.lorweb.image.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Many rows of small pictures with a label each, in columns, so that they can be looked at. */
public final class RowSheet {

  private static final int GAP = 4;
  private static final int LABEL = 150;

  /** A sheet gets as many columns as fit into this width, in pixels. */
  private static final int WIDTH = 1800;

  /** Rows beyond this height, in pixels, go to another file. */
  private static final int HEIGHT = 4000;

  /**
   * One row.
   *
   * @param title large, before the pictures
   * @param note small, below it
   * @param groups pictures that belong together stand close together
   */
  public record Row(String title, String note, List<List<Picture>> groups) {
    public Row {
      groups = groups.stream().map(List::copyOf).toList();
    }

    int pictures() {
      return groups.stream().mapToInt(List::size).sum();
    }
  }

  private RowSheet() {}

  /**
   * Writes the rows, column by column.
   *
   * @param file ending in .png; what does not fit into one makes it NAME-1.png, NAME-2.png, ...
   * @param cell side of a picture on the sheet, in pixels
   * @return the files
   * @throws InputException when the file system refuses
   */
  public static List<Path> write(Path file, int cell, List<Row> rows) {
    Lettering.require();
    int pictures = rows.stream().mapToInt(Row::pictures).max().orElse(0);
    int wide = LABEL + pictures * (cell + GAP) + 2 * GAP;
    int columns = Math.max(1, WIDTH / wide);
    int most = Math.max(1, HEIGHT / (cell + GAP)) * columns;
    List<Path> files = new ArrayList<>();
    for (int start = 0; start == 0 || start < rows.size(); start += most) {
      Path target = rows.size() <= most ? file : numbered(file, files.size() + 1);
      List<Row> part = rows.subList(start, Math.min(rows.size(), start + most));
      write(target, paint(part, cell, wide, columns));
      files.add(target);
    }
    return files;
  }

  private static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot < 0 ? name.length() : dot;
    return file.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  private static BufferedImage paint(List<Row> rows, int cell, int wide, int columns) {
    int lines = (rows.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * wide, Math.max(1, lines * (cell + GAP)), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setColor(new Color(0xDDDDDD));
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      for (int i = 0; i < rows.size(); i++) {
        row(graphics, rows.get(i), cell, i / lines * wide, i % lines * (cell + GAP));
      }
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  private static void row(Graphics2D graphics, Row row, int cell, int left, int top) {
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    graphics.drawString(row.title(), left + GAP, top + 28);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    graphics.drawString(row.note(), left + GAP, top + 44);
    int x = left + LABEL;
    for (List<Picture> group : row.groups()) {
      for (Picture picture : group) {
        graphics.drawImage(picture.toBufferedImage(), x, top + GAP / 2, cell, cell, null);
        x += cell + GAP / 2;
      }
      x += GAP + GAP / 2;
    }
  }

  private static void write(Path file, BufferedImage sheet) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", png);
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
    AtomicFile.write(file, ByteBuffer.wrap(png.toByteArray()));
  }
}
