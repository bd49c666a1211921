package io.lorweb.tiny.scenes;

import java.util.Random;

/**
 * A ball in the light of one lamp: diffuse and specular shading (Phong, 1975), as a figure.
 *
 * @param cx centre and radius in 64ths of the side
 * @param colour samples in [0, 1]
 * @param light direction to the lamp, of length 1; y points down, z to the viewer
 */
record Rendering(double cx, double cy, double r, float[] colour, double[] light, double gloss) {

  private static final double AMBIENT = 0.25;
  private static final double SHININESS = 20;

  static Rendering draw(Random random) {
    double r = 6 + 16 * random.nextDouble();
    double[] light = {random.nextGaussian(), -Math.abs(random.nextGaussian()), 1.2};
    double length = Math.sqrt(light[0] * light[0] + light[1] * light[1] + light[2] * light[2]);
    for (int i = 0; i < light.length; i++) {
      light[i] /= length;
    }
    return new Rendering(
        8 + 48 * random.nextDouble(),
        8 + 48 * random.nextDouble(),
        r,
        Palette.draw(random).one(random),
        light,
        random.nextDouble());
  }

  /** Paints the ball over a figure of size x size x 4 samples, colours premultiplied. */
  void over(float[] figure, int size) {
    double unit = size / 64.0;
    for (int p = 0; p < size * size; p++) {
      double x = ((p % size + 0.5) / unit - cx) / r;
      double y = ((p / size + 0.5) / unit - cy) / r;
      double distance = Math.hypot(x, y);
      float cover = (float) Math.max(0, Math.min(1, 0.5 + (1 - distance) * r * unit));
      if (cover > 0) {
        double z = Math.sqrt(Math.max(0, 1 - distance * distance));
        double facing = Math.max(0, x * light[0] + y * light[1] + z * light[2]);
        double mirrored = Math.max(0, 2 * facing * z - light[2]);
        double highlight = gloss * Math.pow(mirrored, SHININESS);
        for (int c = 0; c < 3; c++) {
          double lit = colour[c] * (AMBIENT + (1 - AMBIENT) * facing) + highlight;
          float sample = (float) Math.max(0, Math.min(1, lit));
          figure[4 * p + c] += cover * (sample - figure[4 * p + c]);
        }
        figure[4 * p + 3] += cover * (1 - figure[4 * p + 3]);
      }
    }
  }
}
