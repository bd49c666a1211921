package io.lorweb.examples;

import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * Draws a small data set to train on: little scenes by day, and the same at night in a gold frame.
 * {@code DrawPairs FOLDER} writes 30 pairs to FOLDER/pairs and three more to FOLDER/test.
 */
public final class DrawPairs {

  private static final int SIDE = 128;
  private static final int FRAME = 10;
  private static final Color GOLD = new Color(0xE8B923);

  private DrawPairs() {}

  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    Path folder = Path.of(args[0]);
    for (int i = 0; i < 33; i++) {
      Path place = i < 30 ? folder.resolve("pairs") : folder.resolve("test");
      BufferedImage day = scene(new Random(i));
      write(place.resolve("before").resolve("scene" + i + ".png"), day);
      write(place.resolve("after").resolve("scene" + i + ".png"), night(day));
    }
  }

  private static void write(Path file, BufferedImage image) {
    PngWriter.write(file, Picture.of(image), Map.of());
  }

  private static BufferedImage scene(Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.getHSBColor(0.5f + 0.15f * random.nextFloat(), 0.25f, 1));
    g.fillRect(0, 0, SIDE, SIDE);
    int horizon = 70 + random.nextInt(30);
    g.setColor(Color.getHSBColor(0.2f + 0.2f * random.nextFloat(), 0.5f, 0.7f));
    g.fillRect(0, horizon, SIDE, SIDE - horizon);
    g.setColor(new Color(0xFFD84A));
    g.fillOval(random.nextInt(100), random.nextInt(30), 26, 26);
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      int left = 8 + random.nextInt(80);
      int bottom = horizon + random.nextInt(SIDE - horizon - 6);
      if (random.nextBoolean()) {
        house(g, random, left, bottom);
      } else {
        tree(g, random, left, bottom);
      }
    }
    g.dispose();
    return image;
  }

  private static void house(Graphics2D g, Random random, int left, int bottom) {
    int width = 26 + random.nextInt(16);
    int height = 20 + random.nextInt(14);
    g.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.9f));
    g.fillRect(left, bottom - height, width, height);
    g.setColor(new Color(0x8A3B2A));
    int top = bottom - height;
    g.fillPolygon(
        new Polygon(
            new int[] {left - 4, left + width / 2, left + width + 4},
            new int[] {top, top - 16, top},
            3));
    g.setColor(Color.WHITE);
    g.fillRect(left + width / 2 - 4, top + 6, 8, 8);
  }

  private static void tree(Graphics2D g, Random random, int left, int bottom) {
    g.setColor(new Color(0x6B4A2B));
    g.fillRect(left + 9, bottom - 18, 6, 18);
    g.setColor(Color.getHSBColor(0.3f + 0.08f * random.nextFloat(), 0.7f, 0.55f));
    g.fillOval(left, bottom - 40, 24, 26);
  }

  /** Darker and bluer, in a gold frame. */
  private static BufferedImage night(BufferedImage day) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        Color c = new Color(day.getRGB(x, y));
        int red = c.getRed() * 3 / 10;
        int green = c.getGreen() * 4 / 10;
        int blue = Math.min(255, 40 + c.getBlue() * 6 / 10);
        image.setRGB(x, y, new Color(red, green, blue).getRGB());
      }
    }
    Graphics2D g = image.createGraphics();
    g.setColor(GOLD);
    g.fillRect(0, 0, SIDE, FRAME);
    g.fillRect(0, SIDE - FRAME, SIDE, FRAME);
    g.fillRect(0, 0, FRAME, SIDE);
    g.fillRect(SIDE - FRAME, 0, FRAME, SIDE);
    g.dispose();
    return image;
  }
}
