package io.lorweb.image;

import io.lorweb.error.InputException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/**
 * The stored samples of an AWT image.
 *
 * <p>{@link BufferedImage#getRGB} is no use here: for grey images Java assumes linear light and
 * brightens them, and embedded colour profiles are applied its way.
 */
final class RasterSamples {

  private RasterSamples() {}

  static Picture toPicture(BufferedImage image) {
    return toPicture(image, Alpha.ON_WHITE);
  }

  static Picture toPicture(BufferedImage image, Alpha transparent) {
    return toPicture(image, new Colours.Stored(), transparent);
  }

  /**
   * The same in sRGB.
   *
   * @param colours what the samples mean; of premultiplied ones they are not asked
   */
  static Picture toPicture(BufferedImage image, Colours colours, Alpha transparent) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return fromPalette(image.getRaster(), palette, colours, transparent);
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (bands > 4) {
      throw InputException.of("an image of %d bands has no known colours", bands);
    }
    boolean alpha = bands == 2 || bands == 4;
    boolean premultiplied = alpha && model.isAlphaPremultiplied();
    int colourBands = alpha ? bands - 1 : bands;
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[Picture.sampleCount(width, height)];
    int[] row = new int[width * bands];
    byte[] line = new byte[width * 3];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      toEightBits(row, raster.getSampleModel());
      for (int x = 0, to = 0; x < row.length; x += bands) {
        for (int c = 0; c < 3; c++) {
          line[to++] = (byte) row[x + (colourBands == 3 ? c : 0)];
        }
      }
      if (!premultiplied) {
        colours.toSrgb(line);
      }
      for (int x = 0, from = 0; x < row.length; x += bands) {
        int opacity = alpha && transparent == Alpha.ON_WHITE ? row[x + bands - 1] : 255;
        for (int c = 0; c < 3; c++) {
          int value = line[from++] & 255;
          rgb[at++] =
              premultiplied
                  ? (byte) Math.min(255, value + 255 - opacity)
                  : OverWhite.blend(value, opacity);
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  private static Picture fromPalette(
      Raster raster, IndexColorModel palette, Colours meant, Alpha transparent) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    toSrgb(colours, meant);
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[Picture.sampleCount(width, height)];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int index : row) {
        int argb = index < colours.length ? colours[index] : 0xFF000000;
        int opacity = transparent == Alpha.ON_WHITE ? argb >>> 24 : 255;
        for (int shift = 16; shift >= 0; shift -= 8) {
          rgb[at++] = OverWhite.blend(argb >> shift & 255, opacity);
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  private static void toSrgb(int[] argb, Colours meant) {
    byte[] rgb = new byte[3 * argb.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (argb[i / 3] >> (16 - 8 * (i % 3)));
    }
    meant.toSrgb(rgb);
    for (int i = 0; i < argb.length; i++) {
      int colour = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | (rgb[3 * i + 2] & 255);
      argb[i] = argb[i] & 0xFF000000 | colour;
    }
  }

  private static void toEightBits(int[] row, SampleModel model) {
    int bands = model.getNumBands();
    for (int band = 0; band < bands; band++) {
      int bits = model.getSampleSize(band);
      if (bits == 8) {
        continue;
      }
      int highest = (1 << bits) - 1;
      for (int i = band; i < row.length; i += bands) {
        row[i] = bits > 8 ? row[i] >> (bits - 8) : row[i] * 255 / highest;
      }
    }
  }
}
