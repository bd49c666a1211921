package io.lorweb.image;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.Map;

/** The texts that a picture's file carries beside its pixels: of a PNG all, of a JPEG our own. */
public final class PictureTexts {

  private PictureTexts() {}

  /**
   * All texts by key.
   *
   * @throws InputException when the file is missing, neither PNG nor JPEG, damaged, or beyond the
   *     limits of {@link PngText}
   */
  public static Map<String, String> read(Path file) {
    return read(PictureFile.bytes(file, PngText.MAX_FILE_BYTES), file.toString());
  }

  /**
   * The same of a file that is in memory.
   *
   * @param name what messages call the file
   */
  public static Map<String, String> read(byte[] bytes, String name) {
    return PictureReader.isJpeg(bytes) ? JpegText.read(bytes) : PngText.read(bytes, name);
  }
}
