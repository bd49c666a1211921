package io.lorweb.image;

import java.nio.ByteBuffer;

/**
 * Enlarges an edited picture with the detail of the picture it was made from. Where the edit is
 * locally a linear change of colour, what the original shows beyond the small picture's pixels is
 * changed the same way and added; elsewhere (a turned picture, a new ground) nothing is.
 *
 * <p>The local change is that of the guided filter with a colour guide (He, Sun and Tang, 2013);
 * only what lies beyond the small picture's resolution is taken from it.
 */
public final class GuidedUpscaler {

  /** Of the windows, in pixels of the small picture. */
  private static final int RADIUS = 2;

  /** Variance of the guide below which a window is flat, samples in [0, 1]. */
  private static final double FLAT = 0.001;

  private static final int CHANNELS = 3;

  private final int width;
  private final int height;

  private GuidedUpscaler(Size small) {
    width = small.width();
    height = small.height();
  }

  /**
   * @param edited the small picture
   * @param original what it was made from, of the size that is wanted
   * @return the edited picture in the original's size
   */
  public static Picture of(Picture edited, Picture original) {
    if (edited.size().equals(original.size())) {
      return edited;
    }
    Size small = edited.size();
    Picture changed = new GuidedUpscaler(small).changed(edited, original);
    Picture coarse = between(changed, small);
    Picture enlarged = edited.resize(original.width(), original.height(), Resampling.BICUBIC);
    byte[] rgb = enlarged.toBytes();
    byte[] fine = changed.toBytes();
    byte[] blurred = coarse.toBytes();
    for (int i = 0; i < rgb.length; i++) {
      int value = (rgb[i] & 255) + (fine[i] & 255) - (blurred[i] & 255);
      rgb[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return Picture.of(original.width(), original.height(), rgb);
  }

  /** What is left of a picture that has been small in between. */
  private static Picture between(Picture picture, Size small) {
    return picture
        .resize(small.width(), small.height(), Resampling.LANCZOS)
        .resize(picture.width(), picture.height(), Resampling.BICUBIC);
  }

  /** The original under the local changes of colour that make {@code edited} of its small self. */
  private Picture changed(Picture edited, Picture original) {
    double[][] guide = planes(original.resize(width, height, Resampling.LANCZOS));
    double[][] target = planes(edited);
    double[][] guideMean = means(guide);
    double[][] targetMean = means(target);
    double[][] covariance = new double[CHANNELS * CHANNELS][];
    double[][] joint = new double[CHANNELS * CHANNELS][];
    for (int i = 0; i < CHANNELS; i++) {
      for (int j = 0; j < CHANNELS; j++) {
        covariance[CHANNELS * i + j] = mean(product(guide[i], guide[j]));
        joint[CHANNELS * i + j] = mean(product(guide[i], target[j]));
      }
    }
    double[][] slopes = new double[CHANNELS * CHANNELS][width * height];
    double[][] offsets = new double[CHANNELS][width * height];
    double[] matrix = new double[CHANNELS * CHANNELS];
    double[] right = new double[CHANNELS];
    for (int at = 0; at < width * height; at++) {
      for (int i = 0; i < CHANNELS; i++) {
        for (int j = 0; j < CHANNELS; j++) {
          matrix[CHANNELS * i + j] =
              covariance[CHANNELS * i + j][at]
                  - guideMean[i][at] * guideMean[j][at]
                  + (i == j ? FLAT : 0);
        }
      }
      double[] inverse = inverse(matrix);
      for (int c = 0; c < CHANNELS; c++) {
        double offset = targetMean[c][at];
        for (int j = 0; j < CHANNELS; j++) {
          right[j] = joint[CHANNELS * j + c][at] - guideMean[j][at] * targetMean[c][at];
        }
        for (int i = 0; i < CHANNELS; i++) {
          double slope = 0;
          for (int j = 0; j < CHANNELS; j++) {
            slope += inverse[CHANNELS * i + j] * right[j];
          }
          slopes[CHANNELS * c + i][at] = slope;
          offset -= slope * guideMean[i][at];
        }
        offsets[c][at] = offset;
      }
    }
    return applied(means(slopes), means(offsets), original);
  }

  private Picture applied(double[][] slopes, double[][] offsets, Picture original) {
    int wide = original.width();
    int high = original.height();
    double[][] fine = planes(original);
    byte[] rgb = new byte[wide * high * CHANNELS];
    for (int y = 0; y < high; y++) {
      double row = (y + 0.5) * height / high - 0.5;
      for (int x = 0; x < wide; x++) {
        double column = (x + 0.5) * width / wide - 0.5;
        for (int c = 0; c < CHANNELS; c++) {
          double value = at(offsets[c], column, row);
          for (int i = 0; i < CHANNELS; i++) {
            value += at(slopes[CHANNELS * c + i], column, row) * fine[i][y * wide + x];
          }
          rgb[(y * wide + x) * CHANNELS + c] =
              (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
      }
    }
    return Picture.of(wide, high, rgb);
  }

  /** Between the four nearest values, beyond the edge the nearest one. */
  private double at(double[] plane, double x, double y) {
    double column = Math.max(0, Math.min(width - 1, x));
    double row = Math.max(0, Math.min(height - 1, y));
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(width - 1, left + 1);
    int bottom = Math.min(height - 1, top + 1);
    double across = column - left;
    double above = plane[top * width + left] * (1 - across) + plane[top * width + right] * across;
    double below =
        plane[bottom * width + left] * (1 - across) + plane[bottom * width + right] * across;
    return above + (row - top) * (below - above);
  }

  private static double[][] planes(Picture picture) {
    ByteBuffer rgb = picture.rgb();
    double[][] planes = new double[CHANNELS][picture.width() * picture.height()];
    for (int i = 0; i < planes[0].length; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        planes[c][i] = (rgb.get(CHANNELS * i + c) & 255) / 255.0;
      }
    }
    return planes;
  }

  private static double[] product(double[] one, double[] other) {
    double[] product = new double[one.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = one[i] * other[i];
    }
    return product;
  }

  private double[][] means(double[][] planes) {
    double[][] means = new double[planes.length][];
    for (int i = 0; i < planes.length; i++) {
      means[i] = mean(planes[i]);
    }
    return means;
  }

  /** Of the window about every pixel, cut at the edges. */
  private double[] mean(double[] plane) {
    double[] rows = new double[plane.length];
    double[] mean = new double[plane.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = Math.max(0, x - RADIUS);
        int to = Math.min(width - 1, x + RADIUS);
        double sum = 0;
        for (int i = from; i <= to; i++) {
          sum += plane[y * width + i];
        }
        rows[y * width + x] = sum / (to - from + 1);
      }
    }
    for (int y = 0; y < height; y++) {
      int from = Math.max(0, y - RADIUS);
      int to = Math.min(height - 1, y + RADIUS);
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int i = from; i <= to; i++) {
          sum += rows[i * width + x];
        }
        mean[y * width + x] = sum / (to - from + 1);
      }
    }
    return mean;
  }

  /** Of a 3 x 3 matrix, row by row; positive definite by what is added to its diagonal. */
  private static double[] inverse(double[] m) {
    double a = m[4] * m[8] - m[5] * m[7];
    double b = m[2] * m[7] - m[1] * m[8];
    double c = m[1] * m[5] - m[2] * m[4];
    double determinant = m[0] * a + m[3] * b + m[6] * c;
    return new double[] {
      a / determinant,
      b / determinant,
      c / determinant,
      (m[5] * m[6] - m[3] * m[8]) / determinant,
      (m[0] * m[8] - m[2] * m[6]) / determinant,
      (m[2] * m[3] - m[0] * m[5]) / determinant,
      (m[3] * m[7] - m[4] * m[6]) / determinant,
      (m[1] * m[6] - m[0] * m[7]) / determinant,
      (m[0] * m[4] - m[1] * m[3]) / determinant
    };
  }
}
