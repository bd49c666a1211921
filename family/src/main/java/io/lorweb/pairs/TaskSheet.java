package io.lorweb.pairs;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.tasks.Task;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** All tasks on one picture: before and after of two drawings each, with the task's name. */
public final class TaskSheet {

  private static final int CELL = 64;
  private static final int GAP = 4;
  private static final int LABEL = 150;
  private static final int COLUMNS = 4;

  private TaskSheet() {}

  /**
   * Writes the sheet.
   *
   * @param rows a task's pairs in each; the first two are shown
   * @throws InputException when the file system refuses
   */
  public static void write(Path file, List<List<Pair>> rows) {
    int lines = (rows.size() + COLUMNS - 1) / COLUMNS;
    int wide = LABEL + 4 * (CELL + GAP) + 2 * GAP;
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * wide, Math.max(1, lines * (CELL + GAP)), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setColor(new Color(0xDDDDDD));
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      for (int i = 0; i < rows.size(); i++) {
        row(graphics, rows.get(i), i / lines * wide, i % lines * (CELL + GAP));
      }
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", png);
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
    AtomicFile.write(file, ByteBuffer.wrap(png.toByteArray()));
  }

  private static void row(Graphics2D graphics, List<Pair> pairs, int left, int top) {
    if (pairs.isEmpty()) {
      return;
    }
    Task task = pairs.get(0).task();
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    graphics.drawString(task.name(), left + GAP, top + 28);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    graphics.drawString(task.phrases().get(0), left + GAP, top + 44);
    int x = left + LABEL;
    for (Pair pair : pairs.subList(0, Math.min(2, pairs.size()))) {
      graphics.drawImage(pair.before().toBufferedImage(), x, top + GAP / 2, CELL, CELL, null);
      x += CELL + GAP / 2;
      graphics.drawImage(pair.after().toBufferedImage(), x, top + GAP / 2, CELL, CELL, null);
      x += CELL + 2 * GAP;
    }
  }
}
