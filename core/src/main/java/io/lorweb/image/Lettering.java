package io.lorweb.image;

import io.lorweb.error.InputException;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The letters on sheets, maps and charts. Java draws them with a font of the system. */
public final class Lettering {

  private Lettering() {}

  /**
   * Refuses what would have to be labelled in the end, before it is made.
   *
   * @throws InputException where this machine has no font
   */
  public static void require() {
    require(Lettering::measure);
  }

  /** The same for something else that needs a font. */
  static void require(Runnable letters) {
    try {
      letters.run();
    } catch (InternalError | LinkageError e) {
      // What Java throws depends on what is missing: fonts, fontconfig or freetype.
      throw new InputException(
          "sheets, maps and charts have labels, and Java finds no font on this machine: install"
              + " fontconfig and a font, such as the packages fontconfig and fonts-dejavu-core",
          e);
    }
  }

  private static void measure() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("a");
    } finally {
      graphics.dispose();
    }
  }
}
