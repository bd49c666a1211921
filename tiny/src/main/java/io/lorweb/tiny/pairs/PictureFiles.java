package io.lorweb.tiny.pairs;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes tens of thousands of small pictures, each beside its place and then renamed. Unlike {@link
 * io.lorweb.files.AtomicFile} it does not wait for the disk every time, which would take longer
 * than making them: after a crash of the machine itself, remove the folder.
 */
final class PictureFiles {

  private final Path root;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  PictureFiles(Path root) {
    this.root = root;
  }

  /** Writes the picture unless this or an earlier run has. */
  void write(String name, Picture picture) {
    if (!known.add(name)) {
      return;
    }
    Path file = root.resolve(name);
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling("." + file.getFileName() + ".part");
      Files.write(part, PngWriter.toBytes(picture));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** How many pictures the data set has. */
  int count() {
    return known.size();
  }
}
