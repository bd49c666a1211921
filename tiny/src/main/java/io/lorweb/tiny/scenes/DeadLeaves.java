package io.lorweb.tiny.scenes;

import java.util.Random;

/**
 * The dead leaves model: discs and boxes whose sizes follow a power law, each over those before it.
 * Its edges, occlusions and spectrum are those of photographs (Lee, Mumford and Huang, 2001).
 */
final class DeadLeaves {

  private static final int LEAVES = 260;

  /** Radii in 64ths of the side, with a density of r^-3. */
  private static final double LARGEST = 34;

  private DeadLeaves() {}

  /**
   * @return size x size x 3 samples, nominally in [0, 1]
   */
  static float[] draw(Random random, int size) {
    Palette palette = Palette.draw(random);
    float[] rgb = new float[3 * size * size];
    float[] ground = palette.one(random);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = ground[i % 3];
    }
    double smallest = 1.2 + 5 * random.nextDouble();
    double softness = 0.5 + random.nextDouble();
    for (int i = 0; i < LEAVES; i++) {
      leaf(random, palette, smallest, softness, size, rgb);
    }
    return rgb;
  }

  private static void leaf(
      Random random, Palette palette, double smallest, double softness, int size, float[] rgb) {
    double u = random.nextDouble();
    double low = Math.pow(smallest, -2);
    double high = Math.pow(LARGEST, -2);
    double r = Math.pow(low - u * (low - high), -0.5);
    double cx = -4 + 72 * random.nextDouble();
    double cy = -4 + 72 * random.nextDouble();
    double flatness = 0.4 + 0.6 * random.nextDouble();
    double angle = Math.PI * random.nextDouble();
    boolean round = random.nextDouble() < 0.6;
    float[] colour = palette.one(random);
    double shade = 0.25 * random.nextGaussian() / r;
    double lit = 2 * Math.PI * random.nextDouble();
    double grain = random.nextDouble() < 0.3 ? 0.08 * random.nextDouble() : 0;
    // Of its own, so that the leaves after it are the same at every size.
    Random grains = new Random(random.nextLong());
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double unit = size / 64.0;
    int left = (int) Math.max(0, (cx - 1.5 * r) * unit - 1);
    int right = (int) Math.min(size, (cx + 1.5 * r) * unit + 2);
    int bottom = (int) Math.min(size, (cy + 1.5 * r) * unit + 2);
    for (int y = (int) Math.max(0, (cy - 1.5 * r) * unit - 1); y < bottom; y++) {
      for (int x = left; x < right; x++) {
        double dx = (x + 0.5) / unit - cx;
        double dy = (y + 0.5) / unit - cy;
        double along = Math.abs(cos * dx + sin * dy);
        double over = Math.abs(cos * dy - sin * dx) / flatness;
        double distance = (round ? Math.hypot(along, over) : Math.max(along, over)) - r;
        double cover = Math.max(0, Math.min(1, 0.5 - distance * unit / softness));
        if (cover > 0) {
          double light = shade * (Math.cos(lit) * dx + Math.sin(lit) * dy);
          light += grain * grains.nextGaussian();
          int at = 3 * (y * size + x);
          for (int c = 0; c < 3; c++) {
            rgb[at + c] += (float) (cover * (colour[c] + light - rgb[at + c]));
          }
        }
      }
    }
  }
}
