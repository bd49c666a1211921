package io.lorweb.examples;

import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Draws the project's own pictures and their edited versions: {@code java
 * io.lorweb.examples.DrawPictures examples/pictures} with the test classes on the class path.
 */
final class DrawPictures {

  /** The grid that everything is drawn on; it is scaled to the picture. */
  private static final int UNITS = 256;

  private static final Color RED = new Color(0xC81E1E);

  /** A subject without background, and the colour it stands on. */
  private record Drawing(Color background, Consumer<Graphics2D> subject) {}

  private DrawPictures() {}

  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    Path folder = Path.of(args[0]);
    drawings()
        .forEach(
            (name, drawing) -> {
              Picture plain = draw(drawing, drawing.background(), 256, 256);
              write(folder, name, plain);
              write(folder, name + "-negative", negative(plain));
              write(folder, name + "-sepia", sepia(plain));
              write(folder, name + "-red", draw(drawing, RED, 256, 256));
              write(folder, name + "-flip", flip(plain));
            });
    Drawing landscape = drawings().get("landscape");
    write(folder, "landscape-wide", draw(landscape, landscape.background(), 384, 216));
    Drawing house = drawings().get("house");
    write(folder, "house-tall", draw(house, house.background(), 192, 320));
  }

  private static Map<String, Drawing> drawings() {
    Map<String, Drawing> drawings = new LinkedHashMap<>();
    drawings.put("shapes", new Drawing(new Color(0xF2EBDC), DrawPictures::shapes));
    drawings.put("landscape", new Drawing(new Color(0x9BD0F0), DrawPictures::landscape));
    drawings.put("face", new Drawing(new Color(0xB9E3C6), DrawPictures::face));
    drawings.put("house", new Drawing(new Color(0xCFE8F7), DrawPictures::house));
    drawings.put("fruit", new Drawing(new Color(0xFFF4CC), DrawPictures::fruit));
    drawings.put("boat", new Drawing(new Color(0xFCE3D2), DrawPictures::boat));
    return drawings;
  }

  private static Picture draw(Drawing drawing, Color background, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(background);
    g.fillRect(0, 0, width, height);
    g.scale((double) width / UNITS, (double) height / UNITS);
    drawing.subject().accept(g);
    g.dispose();
    return Picture.of(image);
  }

  private static void shapes(Graphics2D g) {
    rectangle(g, 0x2E6FB7, 28, 36, 92, 92);
    circle(g, 0xE8A51D, 184, 82, 50);
    polygon(g, 0x3C9A5F, 72, 148, 128, 236, 16, 236);
    polygon(g, 0x8A4FA3, 190, 150, 240, 190, 220, 240, 160, 240, 140, 190);
    circle(g, 0xF2EBDC, 74, 82, 20);
  }

  private static void landscape(Graphics2D g) {
    circle(g, 0xFBD84A, 200, 52, 24);
    polygon(g, 0x7F8FA8, 0, 170, 70, 70, 140, 170);
    polygon(g, 0x66778F, 90, 175, 165, 90, 256, 175);
    polygon(g, 0xF7F9FB, 70, 70, 84, 90, 70, 96, 56, 90);
    rectangle(g, 0x6DB65B, 0, 160, 256, 96);
    path(g, 0x4F9A48, 0, 200, 80, 170, 160, 230, 256, 190);
    rectangle(g, 0x7A5232, 52, 176, 12, 34);
    circle(g, 0x2F7A3A, 58, 158, 28);
    rectangle(g, 0x7A5232, 198, 190, 10, 28);
    circle(g, 0x38873F, 203, 174, 22);
  }

  private static void face(Graphics2D g) {
    circle(g, 0x5B3A22, 128, 112, 92);
    ellipse(g, 0xF1C9A5, 58, 48, 140, 180);
    path(g, 0x5B3A22, 58, 110, 90, 40, 166, 40, 198, 110, 128, 70);
    ellipse(g, 0xFFFFFF, 82, 112, 34, 22);
    ellipse(g, 0xFFFFFF, 140, 112, 34, 22);
    circle(g, 0x2C5D8A, 99, 123, 9);
    circle(g, 0x2C5D8A, 157, 123, 9);
    polygon(g, 0xDFA981, 128, 128, 140, 164, 116, 164);
    g.setColor(new Color(0xB23A48));
    g.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.drawArc(98, 150, 60, 46, 200, 140);
  }

  private static void house(Graphics2D g) {
    rectangle(g, 0x86B96A, 0, 204, 256, 52);
    rectangle(g, 0xE9D8B4, 56, 112, 144, 104);
    rectangle(g, 0x8C5A3C, 164, 48, 20, 50);
    polygon(g, 0xB5482F, 40, 116, 128, 44, 216, 116);
    rectangle(g, 0x5A3B28, 112, 152, 36, 64);
    circle(g, 0xE8C24A, 140, 186, 3);
    rectangle(g, 0x8FC4E8, 70, 136, 30, 30);
    rectangle(g, 0x8FC4E8, 160, 136, 30, 30);
    rectangle(g, 0xFFFFFF, 84, 136, 3, 30);
    rectangle(g, 0xFFFFFF, 174, 136, 3, 30);
    rectangle(g, 0xFFFFFF, 70, 150, 30, 3);
    rectangle(g, 0xFFFFFF, 160, 150, 30, 3);
  }

  private static void fruit(Graphics2D g) {
    ellipse(g, 0xC9A06A, 24, 186, 208, 44);
    circle(g, 0xF08A24, 166, 150, 52);
    circle(g, 0xF7A84F, 150, 132, 12);
    circle(g, 0x8DB84A, 78, 138, 44);
    circle(g, 0x8DB84A, 110, 138, 44);
    ellipse(g, 0x8DB84A, 46, 116, 96, 88);
    ellipse(g, 0xBAD98A, 54, 112, 16, 30);
    rectangle(g, 0x5C3B22, 91, 72, 7, 34);
    path(g, 0x3B7F37, 97, 82, 124, 44, 156, 60, 130, 92);
  }

  private static void boat(Graphics2D g) {
    rectangle(g, 0x3E86B8, 0, 176, 256, 80);
    polygon(g, 0xFDFDF8, 122, 40, 122, 152, 52, 152);
    polygon(g, 0xE4572E, 134, 60, 134, 152, 200, 152);
    rectangle(g, 0x6B4A30, 124, 32, 8, 132);
    polygon(g, 0x6B2D5C, 36, 160, 220, 160, 188, 206, 66, 206);
    polygon(g, 0xF3E9D2, 42, 168, 214, 168, 209, 175, 47, 175);
    path(
        g, 0x5FA3CF, 0, 212, 60, 196, 90, 226, 128, 212, 190, 200, 216, 226, 256, 212, 256, 256, 0,
        256);
  }

  private static void rectangle(Graphics2D g, int colour, int x, int y, int width, int height) {
    g.setColor(new Color(colour));
    g.fillRect(x, y, width, height);
  }

  private static void circle(Graphics2D g, int colour, int x, int y, int radius) {
    ellipse(g, colour, x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private static void ellipse(Graphics2D g, int colour, int x, int y, int width, int height) {
    g.setColor(new Color(colour));
    g.fill(new Ellipse2D.Double(x, y, width, height));
  }

  private static void polygon(Graphics2D g, int colour, int... points) {
    g.setColor(new Color(colour));
    Polygon polygon = new Polygon();
    for (int i = 0; i < points.length; i += 2) {
      polygon.addPoint(points[i], points[i + 1]);
    }
    g.fill(polygon);
  }

  /** A closed curve that starts at the first point and bends towards those between. */
  private static void path(Graphics2D g, int colour, int... points) {
    g.setColor(new Color(colour));
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    int i = 2;
    for (; i + 3 < points.length; i += 4) {
      path.quadTo(points[i], points[i + 1], points[i + 2], points[i + 3]);
    }
    if (i < points.length) {
      path.quadTo(points[i], points[i + 1], points[0], points[1]);
    }
    path.closePath();
    g.fill(path);
  }

  static Picture negative(Picture picture) {
    byte[] rgb = picture.toBytes();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (255 - (rgb[i] & 255));
    }
    return Picture.of(picture.width(), picture.height(), rgb);
  }

  /** The usual weights of red, green and blue, cut at white. */
  static Picture sepia(Picture picture) {
    byte[] rgb = picture.toBytes();
    for (int i = 0; i < rgb.length; i += 3) {
      double r = rgb[i] & 255;
      double g = rgb[i + 1] & 255;
      double b = rgb[i + 2] & 255;
      rgb[i] = level(0.393 * r + 0.769 * g + 0.189 * b);
      rgb[i + 1] = level(0.349 * r + 0.686 * g + 0.168 * b);
      rgb[i + 2] = level(0.272 * r + 0.534 * g + 0.131 * b);
    }
    return Picture.of(picture.width(), picture.height(), rgb);
  }

  static Picture flip(Picture picture) {
    byte[] from = picture.toBytes();
    byte[] to = new byte[from.length];
    int width = picture.width();
    for (int pixel = 0; pixel < width * picture.height(); pixel++) {
      int mirrored = pixel - pixel % width + (width - 1 - pixel % width);
      System.arraycopy(from, 3 * pixel, to, 3 * mirrored, 3);
    }
    return Picture.of(width, picture.height(), to);
  }

  private static byte level(double value) {
    return (byte) Math.min(255, Math.round(value));
  }

  private static void write(Path folder, String name, Picture picture) {
    PngWriter.write(folder.resolve(name + ".png"), picture, Map.of());
  }
}
