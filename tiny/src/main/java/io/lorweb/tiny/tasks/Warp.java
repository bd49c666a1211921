package io.lorweb.tiny.tasks;

/** Where what is seen at a place comes from. All lengths in 64ths of the side. */
@FunctionalInterface
interface Warp {

  /**
   * Says the origin of a place.
   *
   * @param at x and y of the place, overwritten with x and y of its origin
   */
  void origin(double[] at);

  /** The middle of the square. */
  double MIDDLE = 32;

  /** Larger or smaller about the middle. */
  static Warp scale(double factor) {
    return stretch(factor, factor);
  }

  /** Wider and higher about the middle. */
  static Warp stretch(double across, double down) {
    return at -> {
      at[0] = MIDDLE + (at[0] - MIDDLE) / across;
      at[1] = MIDDLE + (at[1] - MIDDLE) / down;
    };
  }

  /** To the right and down. */
  static Warp shift(double dx, double dy) {
    return at -> {
      at[0] -= dx;
      at[1] -= dy;
    };
  }

  /** Clockwise quarter turns. */
  static Warp quarter(int turns) {
    return at -> {
      for (int i = 0; i < turns; i++) {
        double x = at[0];
        at[0] = at[1];
        at[1] = 64 - x;
      }
    };
  }

  /** Clockwise about the middle. */
  static Warp turn(double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return at -> {
      double dx = at[0] - MIDDLE;
      double dy = at[1] - MIDDLE;
      at[0] = MIDDLE + cos * dx + sin * dy;
      at[1] = MIDDLE - sin * dx + cos * dy;
    };
  }

  /** So many copies side by side and so many rows of them. */
  static Warp tile(int count) {
    return at -> {
      at[0] = at[0] * count % 64;
      at[1] = at[1] * count % 64;
    };
  }

  /** A sine of rows, or of columns when it goes down. */
  static Warp wave(double height, double length, boolean down) {
    int moved = down ? 1 : 0;
    return at -> at[moved] += height * Math.sin(2 * Math.PI * at[1 - moved] / length);
  }

  /** The middle turns by so much, the rim not at all. */
  static Warp swirl(double degrees) {
    return at -> {
      double r = Math.hypot(at[0] - MIDDLE, at[1] - MIDDLE) / MIDDLE;
      double part = Math.max(0, 1 - r);
      turn(degrees * part * part).origin(at);
    };
  }

  /** Distances from the middle by a power: below 1 pulls in, above 1 blows up. */
  static Warp bulge(double power) {
    return at -> {
      double r = Math.hypot(at[0] - MIDDLE, at[1] - MIDDLE) / MIDDLE;
      if (r > 0 && r < 1) {
        double factor = Math.pow(r, 1 / power) / r;
        at[0] = MIDDLE + (at[0] - MIDDLE) * factor;
        at[1] = MIDDLE + (at[1] - MIDDLE) * factor;
      }
    };
  }

  /** Halves exchanged, left with right or top with bottom. */
  static Warp swap(boolean across, boolean down) {
    return at -> {
      at[0] = across ? (at[0] + MIDDLE) % 64 : at[0];
      at[1] = down ? (at[1] + MIDDLE) % 64 : at[1];
    };
  }

  /** Rows become columns. */
  static Warp diagonal() {
    return at -> {
      double x = at[0];
      at[0] = at[1];
      at[1] = x;
    };
  }

  /** The quarter whose upper left corner is there, at twice its size. */
  static Warp corner(double left, double top) {
    return window(left, top, MIDDLE);
  }

  /** The square of that side whose upper left corner is there, filling the picture. */
  static Warp window(double left, double top, double side) {
    return at -> {
      at[0] = left + at[0] * side / 64;
      at[1] = top + at[1] * side / 64;
    };
  }
}
