package io.lorweb.tiny.tasks;

import java.util.Arrays;

/** Linear filters of square rasters with any number of channels. */
@FunctionalInterface
interface Filter {

  /**
   * A filtered copy.
   *
   * @param raster size x size x channels
   */
  float[] apply(float[] raster, int size, int channels);

  /**
   * A Gaussian blur; beyond the border lies the border.
   *
   * @param sigma in 64ths of the side
   */
  static Filter gauss(double sigma) {
    return (raster, size, channels) -> {
      double pixels = sigma * size / 64;
      int reach = (int) Math.ceil(3 * pixels);
      float[] kernel = new float[2 * reach + 1];
      float sum = 0;
      for (int i = -reach; i <= reach; i++) {
        kernel[i + reach] = (float) Math.exp(-0.5 * i * i / (pixels * pixels));
        sum += kernel[i + reach];
      }
      for (int i = 0; i < kernel.length; i++) {
        kernel[i] /= sum;
      }
      float[] rows = along(raster, size, channels, kernel, 1, 0);
      return along(rows, size, channels, kernel, 0, 1);
    };
  }

  /**
   * The mean along a line through every pixel.
   *
   * @param length in 64ths of the side
   * @param dx 1 for a horizontal line, else 0
   * @param dy 1 for a vertical line, else 0
   */
  static Filter motion(double length, int dx, int dy) {
    return (raster, size, channels) -> {
      int reach = Math.max(1, (int) Math.round(length * size / 128));
      float[] kernel = new float[2 * reach + 1];
      Arrays.fill(kernel, 1f / kernel.length);
      return along(raster, size, channels, kernel, dx, dy);
    };
  }

  /**
   * Squares of one colour each.
   *
   * @param side in 64ths of the picture's side
   */
  static Filter blocks(double side) {
    return (raster, size, channels) -> {
      int count = (int) Math.ceil(64 / side);
      int[] block = new int[size];
      for (int i = 0; i < size; i++) {
        block[i] = Math.min(count - 1, (int) ((i + 0.5) * 64 / size / side));
      }
      float[] sums = new float[count * count * channels];
      int[] pixels = new int[count * count];
      for (int p = 0; p < size * size; p++) {
        int b = block[p / size] * count + block[p % size];
        pixels[b]++;
        for (int c = 0; c < channels; c++) {
          sums[b * channels + c] += raster[p * channels + c];
        }
      }
      float[] result = new float[raster.length];
      for (int p = 0; p < size * size; p++) {
        int b = block[p / size] * count + block[p % size];
        for (int c = 0; c < channels; c++) {
          result[p * channels + c] = sums[b * channels + c] / pixels[b];
        }
      }
      return result;
    };
  }

  /**
   * The largest value within a disc: makes a figure's outline wider.
   *
   * @param radius in 64ths of the side
   */
  static Filter widest(double radius) {
    return (raster, size, channels) -> {
      double pixels = radius * size / 64;
      int reach = (int) Math.ceil(pixels);
      float[] result = new float[raster.length];
      for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
          float weight = (float) Math.max(0, Math.min(1, pixels + 0.5 - Math.hypot(dx, dy)));
          if (weight > 0) {
            raise(result, raster, size, channels, dx, dy, weight);
          }
        }
      }
      return result;
    };
  }

  private static void raise(
      float[] result, float[] raster, int size, int channels, int dx, int dy, float weight) {
    for (int y = Math.max(0, -dy); y < Math.min(size, size - dy); y++) {
      for (int x = Math.max(0, -dx); x < Math.min(size, size - dx); x++) {
        int to = (y * size + x) * channels;
        int from = ((y + dy) * size + x + dx) * channels;
        for (int c = 0; c < channels; c++) {
          result[to + c] = Math.max(result[to + c], weight * raster[from + c]);
        }
      }
    }
  }

  private static float[] along(
      float[] raster, int size, int channels, float[] kernel, int dx, int dy) {
    int reach = kernel.length / 2;
    float[] result = new float[raster.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int to = (y * size + x) * channels;
        for (int i = -reach; i <= reach; i++) {
          int fromX = Math.max(0, Math.min(size - 1, x + i * dx));
          int fromY = Math.max(0, Math.min(size - 1, y + i * dy));
          int from = (fromY * size + fromX) * channels;
          float weight = kernel[i + reach];
          for (int c = 0; c < channels; c++) {
            result[to + c] += weight * raster[from + c];
          }
        }
      }
    }
    return result;
  }
}
