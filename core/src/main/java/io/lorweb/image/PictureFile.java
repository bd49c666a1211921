package io.lorweb.image;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file the user named. */
final class PictureFile {

  private PictureFile() {}

  /**
   * @param maxBytes larger files are refused unread
   * @throws InputException when the file is missing, no regular file, too large or unreadable
   */
  static byte[] bytes(Path file, int maxBytes) {
    check(file, maxBytes);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Refuses what {@link #bytes} would refuse, without reading it. */
  static void check(Path file, int maxBytes) {
    if (!Files.exists(file)) {
      throw InputException.of("%s does not exist; give the path of a picture", file);
    }
    if (!Files.isRegularFile(file)) {
      throw InputException.of("%s is not a file; give the path of a picture", file);
    }
    try {
      checkSize(file.toString(), Files.size(file), maxBytes);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  static void checkSize(String name, long bytes, int maxBytes) {
    if (bytes > maxBytes) {
      throw InputException.of(
          "%s has %d MB, more than the limit of %d MB; give a smaller file",
          name, (bytes + (1 << 20) - 1) >> 20, maxBytes >> 20);
    }
  }
}
