package io.lorweb.image;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a picture file as it will be read, upright, without decoding its pixels. */
public final class PictureSize {

  /** Enough for the header of nearly every JPEG; of others the whole file is read. */
  private static final int HEAD = 64 << 10;

  private PictureSize() {}

  /**
   * Width and height after the camera's orientation has been applied.
   *
   * @throws InputException as {@link PictureReader#read(Path)}, but for damaged pixels
   */
  public static Size of(Path file) {
    String name = file.toString();
    PictureFile.check(file, PictureReader.MAX_FILE_BYTES);
    byte[] head = head(file);
    if (PictureReader.isJpeg(head) && head.length == HEAD) {
      try {
        return jpeg(head, name);
      } catch (InputException e) {
        // The first scan begins further behind, or the file is damaged: all of it will tell.
      }
    }
    byte[] bytes =
        head.length < HEAD ? head : PictureFile.bytes(file, PictureReader.MAX_FILE_BYTES);
    return of(bytes, name);
  }

  /**
   * The same of a file that is in memory.
   *
   * @param name what messages call the file
   */
  public static Size of(byte[] bytes, String name) {
    if (PictureReader.isJpeg(bytes)) {
      return jpeg(bytes, name);
    }
    if (PictureReader.isPng(bytes)) {
      return PngDecoder.size(bytes, name);
    }
    if (PictureReader.isWebp(bytes)) {
      return WebpDecoder.size(bytes, name);
    }
    // BMP and GIF are rare, and this names everything that is wrong with other files.
    return PictureReader.read(bytes, name).size();
  }

  private static Size jpeg(byte[] bytes, String name) {
    JpegFile file = JpegFile.read(bytes, name);
    return file.orientation.apply(new Size(file.width, file.height));
  }

  private static byte[] head(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(HEAD);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
