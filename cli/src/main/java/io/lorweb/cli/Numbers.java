package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.image.Size;

/** Reads numbers out of options and says what would be right. */
final class Numbers {

  private Numbers() {}

  static double decimal(String option, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw InputException.of("%s: '%s' is not a number", option, text);
    }
  }

  static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw InputException.of("%s %d must be at least %d", option, value, least);
    }
  }

  /** {@code WxH} in pixels. */
  static Size size(String option, String text) {
    String[] sides = text.toLowerCase(java.util.Locale.ROOT).split("x", -1);
    if (sides.length != 2
        || !sides[0].matches("[1-9]\\d{0,4}")
        || !sides[1].matches("[1-9]\\d{0,4}")) {
      throw InputException.of(
          "%s '%s' must be WIDTHxHEIGHT in pixels, such as 512x384", option, text);
    }
    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
