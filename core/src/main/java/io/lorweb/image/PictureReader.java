package io.lorweb.image;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Picture files to pixels: PNG, JPEG, WebP, BMP and GIF; of an animation the first picture.
 *
 * <p>What is checked, in this order: the path is a regular file of at most 50 MB; its first bytes
 * are those of a known format, whatever its name ends in; its header tells of at most 89,478,485
 * pixels; only then it is decoded. The camera's orientation is applied, transparent parts are put
 * on white, 16 bits are cut to the upper 8, colours of another ICC profile than sRGB are converted
 * to sRGB ({@link ColourProfiles}), other marks of gamma and primaries are ignored. PNG pixels
 * without such a profile equal Pillow's {@code convert("RGB")} bit for bit (where nothing is
 * transparent: Pillow would drop the alpha). A profile that cannot be used is ignored; {@link
 * ProfileNote} tells.
 *
 * <p>All errors the file is to blame for are {@link InputException}s of one sentence.
 */
public final class PictureReader {

  /** Larger files are refused unread, in bytes. */
  public static final int MAX_FILE_BYTES = 50 << 20;

  private PictureReader() {}

  /**
   * Reads a picture file in sRGB.
   *
   * @throws InputException when it is missing, no file, too large, no picture, or damaged
   */
  public static Picture read(Path file) {
    return read(file, ColourProfiles.CONVERTED);
  }

  /**
   * Reads a picture file.
   *
   * @throws InputException when it is missing, no file, too large, no picture, or damaged
   */
  public static Picture read(Path file, ColourProfiles profiles) {
    Objects.requireNonNull(file, "file");
    return read(PictureFile.bytes(file, MAX_FILE_BYTES), file.toString(), profiles, Alpha.ON_WHITE);
  }

  /**
   * Reads a picture file that is in memory already, such as an upload, in sRGB.
   *
   * @param name what messages call the file
   * @throws InputException when it is too large, no picture, or damaged
   */
  public static Picture read(byte[] bytes, String name) {
    return read(bytes, name, ColourProfiles.CONVERTED, Alpha.ON_WHITE);
  }

  static Picture read(byte[] bytes, String name, ColourProfiles profiles, Alpha transparent) {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(profiles, "profiles");
    PictureFile.checkSize(name, bytes.length, MAX_FILE_BYTES);
    if (bytes.length == 0) {
      throw InputException.of("%s is empty; give a PNG, JPEG, WebP, BMP or GIF picture", name);
    }
    if (isPng(bytes)) {
      return PngDecoder.decode(bytes, name, profiles, transparent);
    }
    if (isJpeg(bytes)) {
      return JpegDecoder.decode(bytes, name, profiles);
    }
    if (isWebp(bytes)) {
      return WebpDecoder.decode(bytes, name, profiles, transparent);
    }
    if (startsWith(bytes, 0, "BM")) {
      return RasterSamples.toPicture(Codec.BMP.read(bytes, name));
    }
    if (isGif(bytes)) {
      return RasterSamples.toPicture(Codec.GIF.read(bytes, name), transparent);
    }
    throw InputException.of(
        "%s is %s; give a PNG, JPEG, WebP, BMP or GIF picture",
        name,
        ForeignFormat.of(bytes)
            .map(format -> "in the format " + format.label() + ", which is not read")
            .orElse("not a picture of a known format"));
  }

  /** Whether a file that is read can have transparent pixels. */
  static boolean mayBeTransparent(byte[] bytes, String name) {
    return isPng(bytes) ? PngDecoder.mayBeTransparent(bytes, name) : isWebp(bytes) || isGif(bytes);
  }

  /** How the colours of a file become sRGB; formats without profiles are sRGB. */
  static Colours colours(byte[] bytes, String name) {
    if (isPng(bytes)) {
      return PngDecoder.colours(bytes, name);
    }
    if (isJpeg(bytes)) {
      return JpegFile.read(bytes, name).colours();
    }
    return isWebp(bytes) ? WebpDecoder.colours(bytes, name) : new Colours.Stored();
  }

  /** Whether the first bytes are those of a format that is read. */
  public static boolean knows(byte[] bytes) {
    return isPng(bytes)
        || isJpeg(bytes)
        || isWebp(bytes)
        || startsWith(bytes, 0, "BM")
        || isGif(bytes);
  }

  static boolean isGif(byte[] bytes) {
    return startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a");
  }

  static boolean isPng(byte[] bytes) {
    return startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n");
  }

  static boolean isJpeg(byte[] bytes) {
    return startsWith(bytes, 0, "\u00ff\u00d8\u00ff");
  }

  static boolean isWebp(byte[] bytes) {
    return startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP");
  }

  private static boolean startsWith(byte[] bytes, int at, String magic) {
    if (bytes.length < at + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes[at + i] & 255) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
