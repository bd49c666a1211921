package io.lorweb.cli;

import io.lorweb.error.InputException;

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
}
