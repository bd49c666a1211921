package io.lorweb.cli;

import io.lorweb.explain.Explanation;
import java.nio.file.Path;

/** Says what a demonstration is in words, and whether these made the picture. */
final class Told {

  private Told() {}

  static String sentence(Path file, Explanation found) {
    if (found.holds()) {
      return file + " was made by " + found.words() + ": " + found.percent() + " of the change";
    }
    String best =
        found.instructions().isEmpty()
            ? "none makes any of the change"
            : found.words() + " is nearest, with " + found.percent() + " of the change";
    return file + " was made by mixing coefficients: of the instructions " + best;
  }
}
