package io.lorweb.eval.metric;

import io.lorweb.image.Picture;
import java.nio.ByteBuffer;

/**
 * Structural similarity (Wang, Bovik, Sheikh and Simoncelli 2004): Gaussian window of 11 x 11 with
 * a deviation of 1.5, K1 = 0.01, K2 = 0.03, L = 255; the mean over red, green and blue of all
 * places where the window lies in the picture.
 */
public final class Ssim {

  private static final int WINDOW = 11;
  private static final double DEVIATION = 1.5;
  private static final double C1 = Math.pow(0.01 * 255, 2);
  private static final double C2 = Math.pow(0.03 * 255, 2);
  private static final double[] GAUSSIAN = gaussian();

  private Ssim() {}

  /**
   * In [-1, 1]; 1 for equal pictures.
   *
   * @throws IllegalArgumentException when the sizes differ or a side is shorter than 11 pixels
   */
  public static double of(Picture one, Picture other) {
    if (!one.size().equals(other.size())) {
      throw new IllegalArgumentException(one + " and " + other + " cannot be compared");
    }
    if (one.width() < WINDOW || one.height() < WINDOW) {
      throw new IllegalArgumentException(one + " is smaller than the window of " + WINDOW);
    }
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      sum += ofPlanes(plane(one, channel), plane(other, channel));
    }
    return sum / 3;
  }

  /** Samples of one colour, [H][W]. */
  private static double[][] plane(Picture picture, int channel) {
    ByteBuffer rgb = picture.rgb();
    double[][] plane = new double[picture.height()][picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        plane[y][x] = rgb.get((y * picture.width() + x) * 3 + channel) & 255;
      }
    }
    return plane;
  }

  private static double ofPlanes(double[][] x, double[][] y) {
    double[][] meanX = blurred(x);
    double[][] meanY = blurred(y);
    double[][] xx = blurred(product(x, x));
    double[][] yy = blurred(product(y, y));
    double[][] xy = blurred(product(x, y));
    double sum = 0;
    for (int i = 0; i < meanX.length; i++) {
      for (int j = 0; j < meanX[i].length; j++) {
        double product = meanX[i][j] * meanY[i][j];
        double squares = meanX[i][j] * meanX[i][j] + meanY[i][j] * meanY[i][j];
        double covariance = xy[i][j] - product;
        double variances = xx[i][j] + yy[i][j] - squares;
        sum += (2 * product + C1) * (2 * covariance + C2) / ((squares + C1) * (variances + C2));
      }
    }
    return sum / ((double) meanX.length * meanX[0].length);
  }

  private static double[][] product(double[][] x, double[][] y) {
    double[][] product = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        product[i][j] = x[i][j] * y[i][j];
      }
    }
    return product;
  }

  /** [H][W] to [H - 10][W - 10]: the window is separable. */
  private static double[][] blurred(double[][] plane) {
    int height = plane.length - WINDOW + 1;
    int width = plane[0].length - WINDOW + 1;
    double[][] rows = new double[plane.length][width];
    for (int y = 0; y < plane.length; y++) {
      for (int x = 0; x < width; x++) {
        for (int k = 0; k < WINDOW; k++) {
          rows[y][x] += GAUSSIAN[k] * plane[y][x + k];
        }
      }
    }
    double[][] blurred = new double[height][width];
    for (int y = 0; y < height; y++) {
      for (int k = 0; k < WINDOW; k++) {
        for (int x = 0; x < width; x++) {
          blurred[y][x] += GAUSSIAN[k] * rows[y + k][x];
        }
      }
    }
    return blurred;
  }

  private static double[] gaussian() {
    double[] values = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double distance = i - WINDOW / 2;
      values[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
      sum += values[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
