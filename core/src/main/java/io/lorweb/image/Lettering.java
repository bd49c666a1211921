package io.lorweb.image;

import io.lorweb.error.InputException;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/** The letters on sheets, maps and charts. Java draws them with a font of the system. */
public final class Lettering {

  private Lettering() {}

  /**
   * Refuses what would have to be labelled in the end, before it is made.
   *
   * @throws InputException where this machine has no font
   */
  public static void require() {
    metrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
  }

  /**
   * How wide and high letters are.
   *
   * @throws InputException where this machine has no font
   */
  public static FontMetrics metrics(Font font) {
    return found(() -> measured(font));
  }

  /** What needs a font. */
  static <T> T found(Supplier<T> letters) {
    try {
      return letters.get();
    } catch (InternalError | LinkageError e) {
      // What Java throws depends on what is missing: fonts, fontconfig or freetype.
      throw new InputException(
          "sheets, maps and charts have labels, and Java finds no font on this machine: install"
              + " fontconfig and a font, such as the packages fontconfig and fonts-dejavu-core",
          e);
    }
  }

  private static FontMetrics measured(Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(font);
    } finally {
      graphics.dispose();
    }
  }
}
