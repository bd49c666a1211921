package io.lorweb.tiny.tasks;

import java.util.function.DoubleUnaryOperator;

/** A change of colour that may depend on the place. */
@FunctionalInterface
interface Recolour {

  /**
   * Changes one colour.
   *
   * @param rgb samples in [0, 1], overwritten; what leaves the range is cut
   * @param x from the left, in 64ths of the side
   * @param y from the top, in 64ths of the side
   */
  void apply(float[] rgb, double x, double y);

  /** The same curve for red, green and blue. */
  static Recolour each(DoubleUnaryOperator curve) {
    return (rgb, x, y) -> {
      for (int c = 0; c < 3; c++) {
        rgb[c] = (float) curve.applyAsDouble(rgb[c]);
      }
    };
  }

  /** Brightness in [0, 1] (ITU-R BT.601). */
  static float luma(float[] rgb) {
    return 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
  }

  /** All hues turned by so many degrees. */
  static Recolour hue(double degrees) {
    return (rgb, x, y) -> {
      Hsv hsv = Hsv.of(rgb[0], rgb[1], rgb[2]);
      new Hsv((hsv.hue() + degrees) % 360, hsv.saturation(), hsv.value()).into(rgb);
    };
  }

  /** Distances from grey times {@code factor}: 0 leaves brightness only. */
  static Recolour saturation(double factor) {
    return (rgb, x, y) -> {
      float grey = luma(rgb);
      for (int c = 0; c < 3; c++) {
        rgb[c] = (float) (grey + factor * (rgb[c] - grey));
      }
    };
  }

  /** Brightness becomes a place on a ramp of colours 0xRRGGBB, the darkest first. */
  static Recolour ramp(int... stops) {
    return (rgb, x, y) -> {
      float place = luma(rgb) * (stops.length - 1);
      int below = Math.min(stops.length - 2, (int) place);
      for (int c = 0; c < 3; c++) {
        float from = Colour.sample(stops[below], c);
        rgb[c] = from + (place - below) * (Colour.sample(stops[below + 1], c) - from);
      }
    };
  }

  /** White where it is brighter than that, black elsewhere. */
  static Recolour threshold(double brightness) {
    return (rgb, x, y) -> {
      float white = luma(rgb) > brightness ? 1 : 0;
      rgb[0] = white;
      rgb[1] = white;
      rgb[2] = white;
    };
  }

  /** Light of that colour, mixed with white light up to a strength of 1. */
  static Recolour light(int colour, double strength) {
    return (rgb, x, y) -> {
      for (int c = 0; c < 3; c++) {
        rgb[c] *= (float) (1 - strength + strength * Colour.sample(colour, c));
      }
    };
  }

  /** The share {@code part} of the colour, the rest of the picture. */
  static Recolour fog(int colour, double part) {
    return (rgb, x, y) -> {
      for (int c = 0; c < 3; c++) {
        rgb[c] = (float) (1 - part) * rgb[c] + (float) part * Colour.sample(colour, c);
      }
    };
  }

  /** Each channel taken from the one whose number stands there: 0 red, 1 green, 2 blue. */
  static Recolour channels(int red, int green, int blue) {
    return (rgb, x, y) -> {
      float r = rgb[red];
      float g = rgb[green];
      float b = rgb[blue];
      rgb[0] = r;
      rgb[1] = g;
      rgb[2] = b;
    };
  }
}
