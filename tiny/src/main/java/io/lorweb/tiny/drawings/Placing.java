package io.lorweb.tiny.drawings;

/** Where a drawing lies in its square, in pixels: in the middle, within 56/64 of the side. */
record Placing(double left, double top, double width, double height) {

  private static final double ART = 56.0 / 64;

  /** A drawing of that shape in a square of {@code size} pixels, its longer side filling 56/64. */
  static Placing of(double width, double height, int size) {
    double scale = ART * size / Math.max(width, height);
    double w = width * scale;
    double h = height * scale;
    return new Placing((size - w) / 2, (size - h) / 2, w, h);
  }
}
