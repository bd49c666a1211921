package io.lorweb.tiny.scenes;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** An opaque picture without a subject. */
enum Texture {
  /** From one colour to another across the square. */
  GRADIENT {
    @Override
    float[] draw(Random random, int size) {
      Palette palette = Palette.draw(random);
      float[] from = palette.one(random);
      float[] to = palette.one(random);
      double angle = 2 * Math.PI * random.nextDouble();
      double across = Math.cos(angle) / 64;
      double down = Math.sin(angle) / 64;
      return each(
          size,
          (rgb, x, y) -> {
            double place = 0.5 + across * (x - 32) + down * (y - 32);
            for (int c = 0; c < 3; c++) {
              rgb[c] = (float) (from[c] + place * (to[c] - from[c]));
            }
          });
    }
  },
  /** Bands of two colours with soft or hard edges. */
  STRIPES {
    @Override
    float[] draw(Random random, int size) {
      Palette palette = Palette.draw(random);
      float[] from = palette.one(random);
      float[] to = palette.one(random);
      double angle = Math.PI * random.nextInt(8) / 8;
      double length = 5 + 20 * random.nextDouble();
      double sharpness = 0.5 + 4 * random.nextDouble();
      DoubleUnaryOperator band =
          t -> Math.max(0, Math.min(1, 0.5 + sharpness * Math.sin(2 * Math.PI * t / length) / 2));
      return each(
          size,
          (rgb, x, y) -> {
            double place = band.applyAsDouble(Math.cos(angle) * x + Math.sin(angle) * y);
            for (int c = 0; c < 3; c++) {
              rgb[c] = (float) (from[c] + place * (to[c] - from[c]));
            }
          });
    }
  },
  /**
   * Noise whose amplitude falls with the frequency, as in photographs: octaves of smooth noise,
   * mostly of brightness.
   */
  NOISE {
    @Override
    float[] draw(Random random, int size) {
      float[] base = Palette.draw(random).one(random);
      double fall = 0.4 + 0.3 * random.nextDouble();
      float[] brightness = octaves(random, size, fall);
      float[] warmth = octaves(random, size, fall);
      double contrast = 0.08 + 0.22 * random.nextDouble();
      double colour = 0.1 * random.nextDouble();
      float[] rgb = new float[3 * size * size];
      for (int p = 0; p < size * size; p++) {
        double light = contrast * brightness[p];
        double tint = colour * warmth[p];
        rgb[3 * p] = (float) (base[0] + light + tint);
        rgb[3 * p + 1] = (float) (base[1] + light);
        rgb[3 * p + 2] = (float) (base[2] + light - tint);
      }
      return cut(rgb);
    }
  },
  /** Things of all sizes that hide each other. */
  LEAVES {
    @Override
    float[] draw(Random random, int size) {
      return cut(DeadLeaves.draw(random, size));
    }
  };

  private static final int OCTAVES = 6;

  /**
   * @return size x size x 3 samples in [0, 1]
   */
  abstract float[] draw(Random random, int size);

  /** Any of them. */
  static float[] any(Random random, int size) {
    return values()[random.nextInt(values().length)].draw(random, size);
  }

  /** Says the colour of a place, in 64ths of the side. */
  @FunctionalInterface
  private interface Colouring {
    void at(float[] rgb, double x, double y);
  }

  private static float[] each(int size, Colouring colouring) {
    float[] all = new float[3 * size * size];
    float[] rgb = new float[3];
    for (int p = 0; p < size * size; p++) {
      colouring.at(rgb, (p % size + 0.5) * 64 / size, (p / size + 0.5) * 64 / size);
      System.arraycopy(rgb, 0, all, 3 * p, 3);
    }
    return cut(all);
  }

  /**
   * Sum of smooth noises with cells of 32, 16, ... 1 64ths, each times {@code fall} of the last.
   */
  private static float[] octaves(Random random, int size, double fall) {
    float[] sum = new float[size * size];
    double amplitude = 1;
    for (int octave = 1; octave <= OCTAVES; octave++) {
      int cells = 1 << octave;
      float[] lattice = new float[(cells + 1) * (cells + 1)];
      for (int i = 0; i < lattice.length; i++) {
        lattice[i] = (float) (amplitude * random.nextGaussian());
      }
      for (int p = 0; p < sum.length; p++) {
        sum[p] += between(lattice, cells, (p % size + 0.5) / size, (p / size + 0.5) / size);
      }
      amplitude *= fall;
    }
    return sum;
  }

  /** Smooth interpolation in a lattice over the unit square. */
  private static float between(float[] lattice, int cells, double x, double y) {
    int left = (int) (x * cells);
    int top = (int) (y * cells);
    float fx = smooth(x * cells - left);
    float fy = smooth(y * cells - top);
    int at = top * (cells + 1) + left;
    float above = lattice[at] + fx * (lattice[at + 1] - lattice[at]);
    int under = at + cells + 1;
    float below = lattice[under] + fx * (lattice[under + 1] - lattice[under]);
    return above + fy * (below - above);
  }

  private static float smooth(double t) {
    return (float) (t * t * (3 - 2 * t));
  }

  private static float[] cut(float[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.max(0, Math.min(1, samples[i]));
    }
    return samples;
  }
}
