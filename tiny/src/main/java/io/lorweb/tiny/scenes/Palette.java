package io.lorweb.tiny.scenes;

import java.util.Random;

/**
 * The colours of one scene: a few that belong together, most of them muted, as in photographs.
 *
 * @param colours samples in [0, 1], three each
 */
record Palette(float[][] colours) {

  private static final int LEAST = 3;
  private static final int MORE = 5;

  /** How much of a loud colour is left in a muted palette. */
  private static final double MUTED = 0.45;

  static Palette draw(Random random) {
    boolean muted = random.nextDouble() < 0.7;
    double hue = random.nextDouble();
    double spread = random.nextDouble() * 0.5;
    float[][] colours = new float[LEAST + random.nextInt(MORE)][];
    for (int i = 0; i < colours.length; i++) {
      double saturation = random.nextDouble() * (muted ? MUTED : 1);
      double value = 0.08 + 0.9 * random.nextDouble();
      double own = hue + spread * random.nextGaussian();
      int rgb = java.awt.Color.HSBtoRGB((float) own, (float) saturation, (float) value) & 0xFFFFFF;
      colours[i] = new float[] {(rgb >> 16) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f};
    }
    return new Palette(colours);
  }

  /** One of them, a little lighter or darker. */
  float[] one(Random random) {
    float[] colour = colours[random.nextInt(colours.length)].clone();
    float by = (float) (0.06 * random.nextGaussian());
    for (int c = 0; c < colour.length; c++) {
      colour[c] += by;
    }
    return colour;
  }
}
