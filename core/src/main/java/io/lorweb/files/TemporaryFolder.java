package io.lorweb.files;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that goes, with all that is in it, when it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {

  /**
   * A new one where the system has temporary files.
   *
   * @throws InputException when the file system refuses
   */
  public static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new InputException("cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    delete(path);
  }

  /** Deletes a folder if it is there, as far as the file system lets it. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      // What it was for is done or has failed already; that matters more than the left-over.
    }
  }
}
