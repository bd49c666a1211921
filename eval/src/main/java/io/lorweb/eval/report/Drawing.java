package io.lorweb.eval.report;

import io.lorweb.image.Lettering;
import io.lorweb.image.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

/** A white canvas to draw a chart on, with the few kinds of text that charts have. */
final class Drawing {

  static final int LINE = 15;

  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final String CUT = "...";

  private final BufferedImage image;
  private final Graphics2D graphics;

  Drawing(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setFont(PLAIN);
    graphics.setColor(Color.DARK_GRAY);
  }

  Graphics2D graphics() {
    return graphics;
  }

  Picture picture() {
    graphics.dispose();
    return Picture.of(image);
  }

  /** In bold letters, from its left end. */
  void title(String text, int x, int y) {
    graphics.setFont(BOLD);
    graphics.drawString(text, x, y);
    graphics.setFont(PLAIN);
  }

  void boldCentred(String text, int x, int y) {
    title(text, x - titleWidth(text) / 2, y);
  }

  /** Ends at {@code x}. */
  void boldRight(String text, int x, int y) {
    title(text, x - titleWidth(text), y);
  }

  void left(String text, int x, int y) {
    graphics.drawString(text, x, y);
  }

  /** Ends at {@code x}. */
  void right(String text, int x, int y) {
    graphics.drawString(text, x - width(text), y);
  }

  void centred(String text, int x, int y) {
    graphics.drawString(text, x - width(text) / 2, y);
  }

  /** Reads upwards and ends at {@code y}. */
  void below(String text, int x, int y) {
    upwards(text, x + 4, y + width(text));
  }

  /** Reads upwards from {@code y}. */
  void upwards(String text, int x, int y) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    graphics.drawString(text, x, y);
    graphics.setTransform(before);
  }

  /** Pixels. */
  static int width(String text) {
    return Lettering.metrics(PLAIN).stringWidth(text);
  }

  /** Pixels of a title. */
  static int titleWidth(String text) {
    return Lettering.metrics(BOLD).stringWidth(text);
  }

  /** The widest of them. */
  static int width(List<String> texts) {
    return texts.stream().mapToInt(Drawing::width).max().orElse(0);
  }

  /** Without its middle where it is wider than {@code most}: both ends tell labels apart. */
  static String cut(String text, int most) {
    return cut(text, most, Lettering.metrics(PLAIN));
  }

  /** The same of bold letters. */
  static String cutBold(String text, int most) {
    return cut(text, most, Lettering.metrics(BOLD));
  }

  private static String cut(String text, int most, FontMetrics metrics) {
    int kept = text.length();
    String cut = text;
    while (metrics.stringWidth(cut) > most && kept > 2) {
      kept--;
      cut = text.substring(0, kept / 2) + CUT + text.substring(text.length() - (kept - kept / 2));
    }
    return cut;
  }
}
