package io.lorweb.bench;

import io.lorweb.vae.VaeConfig;

/**
 * Floating-point operations of a VAE's convolutions and of its attention, for square pictures.
 *
 * @param config sizes
 * @param side of the picture in pixels
 */
record VaeFlops(VaeConfig config, int side) {

  double encode() {
    int last = config.channels().size() - 1;
    double sum = conv(3, width(0), 3, side);
    int in = width(0);
    for (int i = 0; i <= last; i++) {
      int here = side >> i;
      sum += resnets(in, width(i), config.layersPerBlock(), here);
      sum += i == last ? 0 : conv(width(i), width(i), 3, here / 2);
      in = width(i);
    }
    return sum + middle() + conv(in, 2 * config.latentChannels(), 3, side >> last);
  }

  double decode() {
    int last = config.channels().size() - 1;
    int in = width(last);
    double sum = conv(config.latentChannels(), in, 3, side >> last) + middle();
    for (int i = last; i >= 0; i--) {
      int here = side >> i;
      sum += resnets(in, width(i), config.layersPerBlock() + 1, here);
      sum += i == 0 ? 0 : conv(width(i), width(i), 3, 2 * here);
      in = width(i);
    }
    return sum + conv(in, 3, 3, side);
  }

  private int width(int level) {
    return config.channels().get(level);
  }

  private double middle() {
    int level = config.channels().size() - 1;
    int here = side >> level;
    double d = width(level);
    double n = (double) here * here;
    double attention = config.midAttention() ? 8 * n * d * d + 4 * n * n * d : 0;
    return resnets(width(level), width(level), 2, here) + attention;
  }

  private static double resnets(int in, int out, int count, int side) {
    double first = conv(in, out, 3, side) + (in == out ? 0 : conv(in, out, 1, side));
    return first + (2 * count - 1) * conv(out, out, 3, side);
  }

  private static double conv(double in, double out, double kernel, double side) {
    return 2 * in * out * kernel * kernel * side * side;
  }
}
