package io.lorweb.image;

import java.util.Arrays;

/**
 * Resizing that equals Pillow's {@code Image.resize} (without {@code reducing_gap}) bit for bit:
 * first along the rows, then along the columns, each pass rounding to 8 bits; a pass that changes
 * nothing is left out.
 *
 * <p>Source: docs/spec/RESAMPLING.md, and for the order of the passes Pillow 12.3, {@code
 * PIL/Image.py}.
 */
public final class Resizer {

  /** Binary places of the fixed-point weights. */
  private static final int PRECISION = 22;

  /** One half in fixed point: where every sum starts, so that the shift rounds. */
  private static final int HALF = 1 << (PRECISION - 1);

  private Resizer() {}

  /**
   * {@code picture} at another size; the aspect ratio is not kept.
   *
   * @param width new width in pixels, at least 1
   * @param height new height in pixels, at least 1
   * @throws io.lorweb.error.InputException when a side is smaller than 1
   */
  public static Picture resize(Picture picture, int width, int height, Resampling resampling) {
    Picture.sampleCount(width, height);
    Picture resized = picture;
    if (picture.height() > 100L * picture.width() && height < picture.height()) {
      // Pillow 12.3 spares itself a wide intermediate picture here; the rounding shows it.
      resized = alongColumns(resized, height, new Taps(resized.height(), height, resampling));
    }
    if (width != resized.width()) {
      resized = alongRows(resized, width, new Taps(resized.width(), width, resampling));
    }
    if (height != resized.height()) {
      resized = alongColumns(resized, height, new Taps(resized.height(), height, resampling));
    }
    return resized;
  }

  private static Picture alongRows(Picture picture, int width, Taps taps) {
    int height = picture.height();
    byte[] from = picture.samples();
    byte[] to = new byte[Picture.sampleCount(width, height)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      int row = y * picture.width() * 3;
      for (int x = 0; x < width; x++) {
        int sample = row + taps.first[x] * 3;
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int tap = x * taps.stride;
        for (int end = tap + taps.count[x]; tap < end; tap++, sample += 3) {
          int weight = taps.weights[tap];
          red += weight * (from[sample] & 255);
          green += weight * (from[sample + 1] & 255);
          blue += weight * (from[sample + 2] & 255);
        }
        to[at++] = clamp(red);
        to[at++] = clamp(green);
        to[at++] = clamp(blue);
      }
    }
    return new Picture(width, height, to);
  }

  private static Picture alongColumns(Picture picture, int height, Taps taps) {
    int width = picture.width();
    int stride = width * 3;
    byte[] from = picture.samples();
    byte[] to = new byte[Picture.sampleCount(width, height)];
    int[] sums = new int[stride];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      for (int tap = 0; tap < taps.count[y]; tap++) {
        int weight = taps.weights[y * taps.stride + tap];
        int row = (taps.first[y] + tap) * stride;
        for (int i = 0; i < stride; i++) {
          sums[i] += weight * (from[row + i] & 255);
        }
      }
      for (int i = 0; i < stride; i++) {
        to[y * stride + i] = clamp(sums[i]);
      }
    }
    return new Picture(width, height, to);
  }

  private static byte clamp(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
  }

  /** Which input samples make output sample i, and how much of each, for one axis. */
  private static final class Taps {

    /** Room for the weights of one output sample. */
    final int stride;

    /** First input sample of each output sample. */
    final int[] first;

    /** Number of input samples of each output sample. */
    final int[] count;

    /** Fixed-point weights; those of output i start at {@code i * stride}. */
    final int[] weights;

    Taps(int inputs, int outputs, Resampling resampling) {
      double scale = (double) inputs / outputs;
      double filterScale = Math.max(scale, 1);
      double support = resampling.radius() * filterScale;
      stride = Math.min(inputs, (int) Math.ceil(support) * 2 + 1);
      first = new int[outputs];
      count = new int[outputs];
      weights = new int[Math.multiplyExact(outputs, stride)];
      double[] exact = new double[stride];
      for (int i = 0; i < outputs; i++) {
        double centre = (i + 0.5) * scale;
        int low = Math.max(0, (int) (centre - support + 0.5));
        int taps = Math.min(inputs, (int) (centre + support + 0.5)) - low;
        double sum = 0;
        for (int t = 0; t < taps; t++) {
          // Pillow multiplies by the reciprocal; a division could differ in the last bit.
          exact[t] = resampling.weight((t + low - centre + 0.5) * (1 / filterScale));
          sum += exact[t];
        }
        first[i] = low;
        count[i] = taps;
        for (int t = 0; t < taps; t++) {
          double weight = exact[t] / sum * (1 << PRECISION);
          weights[i * stride + t] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
      }
    }
  }
}
