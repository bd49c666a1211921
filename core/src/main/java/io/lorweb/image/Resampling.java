package io.lorweb.image;

/** Filters of {@link Resizer}, with Pillow's constants. */
public enum Resampling {
  /** A triangle of radius 1. */
  BILINEAR(1) {
    @Override
    double weight(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  },

  /** Cubic convolution of radius 2 with a = -0.5. */
  BICUBIC(2) {
    @Override
    double weight(double x) {
      double a = -0.5;
      double d = Math.abs(x);
      if (d < 1) {
        return ((a + 2) * d - (a + 3)) * d * d + 1;
      }
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
    }
  },

  /** A sinc of radius 3, windowed by the middle of a wider sinc. */
  LANCZOS(3) {
    @Override
    double weight(double x) {
      return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
  };

  private final int radius;

  Resampling(int radius) {
    this.radius = radius;
  }

  /** How far the filter reaches, in pixels of the coarser of the two pictures. */
  int radius() {
    return radius;
  }

  /** The filter at distance {@code x}, in pixels of the coarser of the two pictures. */
  abstract double weight(double x);

  private static double sinc(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = x * Math.PI;
    return Math.sin(angle) / angle;
  }
}
