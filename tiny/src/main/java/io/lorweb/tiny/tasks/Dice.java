package io.lorweb.tiny.tasks;

import java.util.List;
import java.util.Random;

/**
 * Draws the parameters of a free task, keeping off what the adapter must not be trained on.
 *
 * @param random of this task alone
 * @param levels say what is hidden
 * @param family of the task
 */
record Dice(Random random, Levels levels, String family) {

  /** Uniform in [from, to). */
  double between(double from, double to) {
    return from + random.nextDouble() * (to - from);
  }

  /** The same of a number that may be hidden, drawn until it is not. */
  double number(double from, double to) {
    double drawn = between(from, to);
    while (levels.hidden(family, drawn)) {
      drawn = between(from, to);
    }
    return drawn;
  }

  /** True with that probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** 0 to {@code count} - 1. */
  int below(int count) {
    return random.nextInt(count);
  }

  /** Any colour 0xRRGGBB that is not hidden in the family. */
  int colour() {
    int rgb = random.nextInt(1 << 24);
    while (levels.hiddenColour(family, rgb)) {
      rgb = random.nextInt(1 << 24);
    }
    return rgb;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
