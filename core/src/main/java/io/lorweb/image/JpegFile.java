package io.lorweb.image;

import io.lorweb.error.InputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JPEG whose segments before the pixels have been read. */
final class JpegFile {

  /** Pixels in a row. */
  final int width;

  /** Rows. */
  final int height;

  /** 1 grey, 3 colours, 4 inks. */
  final int components;

  /** Whether three components are luma and chroma, or four are those and black. */
  final boolean transformed;

  /** How the camera was held. */
  final Orientation orientation;

  /** Its ICC profile, from segments APP2. */
  final Embedded profile;

  /**
   * The file without profiles, camera data and comments. They are not needed for the pixels, and
   * damaged ones, which are common, would keep the platform's decoder from reading them.
   */
  final byte[] bare;

  private JpegFile(
      int width,
      int height,
      int components,
      boolean transformed,
      Orientation orientation,
      Embedded profile,
      byte[] bare) {
    this.width = width;
    this.height = height;
    this.components = components;
    this.transformed = transformed;
    this.orientation = orientation;
    this.profile = profile;
    this.bare = bare;
  }

  /** How its colours become sRGB. */
  Colours colours() {
    return profile.colours(
        components == 1 ? PixelKind.GREY : components == 4 ? PixelKind.INKS : PixelKind.RGB);
  }

  /**
   * Which colours the components are, by the rules of libjpeg's {@code default_decompress_parms}.
   */
  private static boolean transformed(int components, int[] ids, boolean jfif, int adobe) {
    if (components == 4) {
      // Any transform but 0, such as a 1 that is meant for three components, is taken as 2.
      return adobe > 0;
    }
    if (components != 3 || jfif) {
      return components == 3;
    }
    if (adobe >= 0) {
      return adobe != 0;
    }
    return !(ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B');
  }

  /**
   * Reads the segments up to the first scan.
   *
   * @param name what messages call the file
   * @throws InputException when they are damaged or of a kind that is not read
   */
  static JpegFile read(byte[] file, String name) {
    boolean jfif = false;
    int adobe = -1;
    int frame = -1;
    CameraData camera = new CameraData();
    JpegProfile profile = new JpegProfile();
    ByteArrayOutputStream bare = new ByteArrayOutputStream(file.length);
    bare.write(file, 0, 2);
    int at = 2;
    while (at + 4 <= file.length) {
      if (file[at] != (byte) 0xFF) {
        at++; // libjpeg, too, looks for the next marker
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == 0xFF) {
        at++; // a fill byte
        continue;
      }
      if (marker <= 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += 2; // markers without data
        continue;
      }
      int length = unsignedShort(file, at + 2);
      int start = at + 4;
      int end = at + 2 + length;
      if (marker == 0xD9 || length < 2 || end > file.length) {
        break;
      }
      switch (marker) {
        case 0xE0 -> jfif |= startsWith(file, start, end, "JFIF\0");
        case 0xE1 -> {
          if (startsWith(file, start, end, "Exif\0\0")) {
            camera.exif(Arrays.copyOfRange(file, start, end));
          } else if (startsWith(file, start, end, CameraData.JPEG_XMP)) {
            camera.xmp(Arrays.copyOfRange(file, start + CameraData.JPEG_XMP.length(), end));
          }
        }
        case 0xE2 -> {
          if (startsWith(file, start, end, JpegProfile.PREFIX)) {
            profile.add(file, start + JpegProfile.PREFIX.length(), end);
          }
        }
        case 0xEE -> {
          if (startsWith(file, start, end, "Adobe") && end - start >= 12) {
            adobe = file[start + 11] & 255;
          }
        }
        case 0xC0, 0xC1, 0xC2 -> frame = start;
        case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
            throw InputException.of(
                "%s is a lossless or arithmetic JPEG, which is not read; save it as a common JPEG or"
                    + " a PNG",
                name);
        case 0xDA -> {
          bare.write(file, at, file.length - at);
          return of(
              file,
              frame,
              jfif,
              adobe,
              camera.orientation(),
              profile.joined(),
              bare.toByteArray(),
              name);
        }
        default -> {}
      }
      // JFIF and Adobe segments were understood above; of the others only tables remain.
      if (marker < 0xE0) {
        bare.write(file, at, end - at);
      }
      at = end;
    }
    throw InputException.of(
        "%s is damaged: the file ends before the picture does; save the picture again", name);
  }

  private static JpegFile of(
      byte[] file,
      int frame,
      boolean jfif,
      int adobe,
      Orientation orientation,
      Embedded profile,
      byte[] bare,
      String name) {
    int components = frame < 0 || frame + 6 > file.length ? 0 : file[frame + 5] & 255;
    if (components == 0 || frame + 6 + 3 * components > file.length) {
      throw InputException.of(
          "%s is damaged: a JPEG without a picture; save the picture again", name);
    }
    if (file[frame] != 8 || components == 2 || components > 4) {
      throw InputException.of(
          "%s is a JPEG of %d bits and %d components, which is not read; save it as a PNG",
          name, file[frame] & 255, components);
    }
    int[] ids = new int[components];
    for (int c = 0; c < components; c++) {
      ids[c] = file[frame + 6 + 3 * c] & 255;
    }
    int height = unsignedShort(file, frame + 1);
    int width = unsignedShort(file, frame + 3);
    PixelLimit.check(name, width, height);
    return new JpegFile(
        width,
        height,
        components,
        transformed(components, ids, jfif, adobe),
        orientation,
        profile,
        bare);
  }

  private static int unsignedShort(byte[] file, int at) {
    return (file[at] & 255) << 8 | (file[at + 1] & 255);
  }

  private static boolean startsWith(byte[] file, int start, int end, String prefix) {
    byte[] expected = prefix.getBytes(StandardCharsets.ISO_8859_1);
    return end - start >= expected.length
        && Arrays.equals(file, start, start + expected.length, expected, 0, expected.length);
  }
}
