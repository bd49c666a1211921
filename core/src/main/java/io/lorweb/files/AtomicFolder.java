package io.lorweb.files;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** Fills a new folder beside its place and renames it: whole or not at all. */
public final class AtomicFolder {

  private AtomicFolder() {}

  /** What fills the folder. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * Makes {@code target} with its parent folders. When {@code filling} fails, nothing is left
   * behind.
   *
   * @param target does not exist yet or is an empty folder
   * @throws InputException when it holds something already, or when the file system refuses
   */
  public static void make(Path target, Filling filling) {
    Path absolute = target.toAbsolutePath();
    Path part = absolute.resolveSibling(".lorweb-" + UUID.randomUUID() + ".part");
    try {
      if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
        throw InputException.of("%s already exists; name a new folder", target);
      }
      Files.createDirectories(part);
      filling.fill(part);
      Files.deleteIfExists(absolute);
      Files.move(part, absolute);
    } catch (IOException e) {
      throw new InputException("cannot write " + target + ": " + e.getMessage(), e);
    } finally {
      TemporaryFolder.delete(part);
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }
}
