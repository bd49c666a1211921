package io.lorweb.tiny.tasks;

/**
 * A colour by hue in degrees in [0, 360), saturation and value in [0, 1] (A. R. Smith, 1978).
 *
 * @param hue 0 for greys
 */
record Hsv(double hue, double saturation, double value) {

  /** Of 0xRRGGBB. */
  static Hsv of(int rgb) {
    return of((rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
  }

  /** Of samples in [0, 1]. */
  static Hsv of(double red, double green, double blue) {
    double value = Math.max(red, Math.max(green, blue));
    double spread = value - Math.min(red, Math.min(green, blue));
    if (spread <= 0) {
      return new Hsv(0, 0, value);
    }
    double sixths;
    if (value == red) {
      sixths = (green - blue) / spread + (green < blue ? 6 : 0);
    } else if (value == green) {
      sixths = (blue - red) / spread + 2;
    } else {
      sixths = (red - green) / spread + 4;
    }
    return new Hsv(sixths * 60, spread / value, value);
  }

  /** Writes the samples in [0, 1] into {@code rgb}. */
  void into(float[] rgb) {
    for (int c = 0; c < 3; c++) {
      double k = (new double[] {5, 3, 1}[c] + hue / 60) % 6;
      double least = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
      rgb[c] = (float) (value - value * saturation * least);
    }
  }
}
