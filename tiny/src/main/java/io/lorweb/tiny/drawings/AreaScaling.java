package io.lorweb.tiny.drawings;

import java.awt.image.BufferedImage;

/** Shrinking by averaging areas, weighted by coverage and alpha. */
final class AreaScaling {

  private AreaScaling() {}

  /**
   * The picture scaled into a part of a clear square.
   *
   * @param image not smaller than the part it shrinks into
   * @param place where it lies
   * @return samples as in {@link Drawing}
   */
  static byte[] scale(BufferedImage image, Placing place, int size) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] argb = image.getRGB(0, 0, w, h, null, 0, w);
    double perX = w / place.width();
    double perY = h / place.height();
    byte[] rgba = new byte[size * size * 4];
    for (int y = 0; y < size; y++) {
      double top = (y - place.top()) * perY;
      for (int x = 0; x < size; x++) {
        double left = (x - place.left()) * perX;
        average(argb, w, h, left, top, perX, perY, rgba, (y * size + x) * 4);
      }
    }
    return rgba;
  }

  private static void average(
      int[] argb,
      int w,
      int h,
      double left,
      double top,
      double perX,
      double perY,
      byte[] out,
      int at) {
    double alpha = 0;
    double red = 0;
    double green = 0;
    double blue = 0;
    int y1 = Math.min(h, (int) Math.ceil(top + perY));
    int x1 = Math.min(w, (int) Math.ceil(left + perX));
    for (int y = Math.max(0, (int) Math.floor(top)); y < y1; y++) {
      double rows = Math.min(y + 1, top + perY) - Math.max(y, top);
      for (int x = Math.max(0, (int) Math.floor(left)); x < x1; x++) {
        double weight = rows * (Math.min(x + 1, left + perX) - Math.max(x, left));
        int pixel = argb[y * w + x];
        double a = weight * (pixel >>> 24);
        alpha += a;
        red += a * (pixel >> 16 & 255);
        green += a * (pixel >> 8 & 255);
        blue += a * (pixel & 255);
      }
    }
    if (alpha <= 0) {
      return;
    }
    out[at] = (byte) Math.round(red / alpha);
    out[at + 1] = (byte) Math.round(green / alpha);
    out[at + 2] = (byte) Math.round(blue / alpha);
    out[at + 3] = (byte) Math.min(255, Math.round(alpha / (perX * perY)));
  }
}
