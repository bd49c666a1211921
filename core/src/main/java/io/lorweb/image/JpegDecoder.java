package io.lorweb.image;

import io.lorweb.error.InputException;
import java.awt.image.Raster;

/**
 * JPEG to RGB with the arithmetic of libjpeg and Pillow.
 *
 * <p>The decoder of the Java platform unpacks the components; the colours are made here, because
 * ImageIO guesses them by other rules than libjpeg, applies colour profiles its way and does not
 * read inks at all. Four components are taken as inverted inks, as Adobe writes them and Pillow
 * reads them.
 */
final class JpegDecoder {

  private JpegDecoder() {}

  /**
   * Decodes a JPEG and turns it upright.
   *
   * @param name what messages call the file
   * @throws InputException when it is too large, truncated, damaged or of a kind that is not read
   */
  static Picture decode(byte[] bytes, String name, ColourProfiles profiles) {
    JpegFile file = JpegFile.read(bytes, name);
    Colours colours = profiles == ColourProfiles.IGNORED ? new Colours.Stored() : file.colours();
    Raster raster = Codec.JPEG.readRaster(file.bare, name);
    if (raster.getNumBands() != file.components
        || raster.getWidth() != file.width
        || raster.getHeight() != file.height) {
      throw InputException.of(
          "%s is damaged: its parts contradict each other; save the picture again", name);
    }
    byte[] rgb =
        file.components == 4 && colours instanceof Colours.Converted converted
            ? printed(raster, file, converted.transform())
            : shown(raster, file);
    if (file.components != 4) {
      colours.toSrgb(rgb);
    }
    return file.orientation.apply(new Picture(file.width, file.height, rgb));
  }

  /** Grey, colours, or inks as a screen would make them. */
  private static byte[] shown(Raster raster, JpegFile file) {
    int bands = file.components;
    byte[] rgb = new byte[Picture.sampleCount(file.width, file.height)];
    int[] row = new int[file.width * bands];
    int at = 0;
    for (int y = 0; y < file.height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, file.width, 1, row);
      for (int x = 0; x < row.length; x += bands, at += 3) {
        if (bands == 1) {
          rgb[at] = rgb[at + 1] = rgb[at + 2] = (byte) row[x];
          continue;
        }
        if (file.transformed) {
          toRgb(row, x);
        }
        if (bands == 4) {
          // Luma and chroma of inks mean the complement of what they mean in colours.
          toColours(row, x, file.transformed);
        }
        rgb[at] = (byte) row[x];
        rgb[at + 1] = (byte) row[x + 1];
        rgb[at + 2] = (byte) row[x + 2];
      }
    }
    return rgb;
  }

  /** Inks as their profile knows them on paper. */
  private static byte[] printed(Raster raster, JpegFile file, ToSrgb transform) {
    byte[] rgb = new byte[Picture.sampleCount(file.width, file.height)];
    int[] row = new int[file.width * 4];
    byte[] inks = new byte[file.width * 4];
    byte[] line = new byte[file.width * 3];
    for (int y = 0; y < file.height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, file.width, 1, row);
      for (int x = 0; x < row.length; x += 4) {
        if (file.transformed) {
          toRgb(row, x);
        }
        for (int c = 0; c < 4; c++) {
          inks[x + c] = (byte) (file.transformed && c < 3 ? row[x + c] : 255 - row[x + c]);
        }
      }
      transform.convert(inks, line);
      System.arraycopy(line, 0, rgb, y * line.length, line.length);
    }
    return rgb;
  }

  /** YCbCr to RGB in place, in libjpeg's 16-bit fixed point. */
  private static void toRgb(int[] row, int at) {
    int luma = row[at];
    int blueness = row[at + 1] - 128;
    int redness = row[at + 2] - 128;
    row[at] = clamp(luma + ((91_881 * redness + 32_768) >> 16));
    row[at + 1] = clamp(luma + ((-22_554 * blueness - 46_802 * redness + 32_768) >> 16));
    row[at + 2] = clamp(luma + ((116_130 * blueness + 32_768) >> 16));
  }

  /** Stored (inverted) inks to colours in place: what is left of the light. */
  private static void toColours(int[] row, int at, boolean complement) {
    int light = row[at + 3];
    for (int c = 0; c < 3; c++) {
      int ink = complement ? row[at + c] : 255 - row[at + c];
      int product = ink * light + 128;
      row[at + c] = clamp(light - (((product >> 8) + product) >> 8));
    }
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
