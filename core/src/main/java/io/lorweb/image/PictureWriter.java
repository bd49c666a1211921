package io.lorweb.image;

import io.lorweb.files.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Pictures to files in the format that the file's ending names: PNG, or JPEG of quality 95. */
public final class PictureWriter {

  /** Of libjpeg; as data sets store their pictures. */
  private static final int QUALITY = 95;

  private PictureWriter() {}

  /** Whether {@code file} ends in .png, .jpg or .jpeg. */
  public static boolean writes(Path file) {
    return isJpeg(file) || lower(file).endsWith(".png");
  }

  private static boolean isJpeg(Path file) {
    return lower(file).endsWith(".jpg") || lower(file).endsWith(".jpeg");
  }

  /**
   * Writes a picture with texts, whole or not at all.
   *
   * @param file anything that does not end in .jpg or .jpeg becomes a PNG
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  public static void write(Path file, Picture picture, Map<String, String> texts) {
    if (isJpeg(file)) {
      byte[] jpeg = JpegText.insert(JpegWriter.toBytes(picture, QUALITY), texts);
      AtomicFile.write(file, ByteBuffer.wrap(jpeg));
    } else {
      PngWriter.write(file, picture, texts);
    }
  }

  private static String lower(Path path) {
    return path.toString().toLowerCase(Locale.ROOT);
  }
}
