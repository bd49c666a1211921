package io.lorweb.files;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a file beside its place, forces it to the disk and renames it: whole or not at all. */
public final class AtomicFile {

  private static final String PREFIX = ".lorweb-";
  private static final String SUFFIX = ".part";

  private AtomicFile() {}

  /** What fills the file. The channel stands at position 0 and is closed by the caller. */
  @FunctionalInterface
  public interface Filling {
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes {@code target}, making its parent folders. When {@code filling} fails, nothing is left
   * behind and an older {@code target} stands as it was.
   *
   * @throws InputException when the file system refuses (no space, no permission to write)
   */
  public static void write(Path target, Filling filling) {
    Path absolute = target.toAbsolutePath();
    Path part = null;
    try {
      Files.createDirectories(absolute.getParent());
      // Not Files.createTempFile: its files are private, and the rename would keep them so.
      // Not the target's name either: with anything added it may be too long for the file system.
      part = absolute.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        filling.write(channel);
        channel.force(true);
      }
      rename(part, absolute);
      part = null;
    } catch (IOException e) {
      throw new InputException("cannot write " + target + ": " + reason(e), e);
    } finally {
      deleteQuietly(part);
    }
  }

  /** Writes {@code target} with what remains in {@code content}; see the other method. */
  public static void write(Path target, ByteBuffer content) {
    write(
        target,
        channel -> {
          while (content.hasRemaining()) {
            channel.write(content);
          }
        });
  }

  /** Writes {@code target} with {@code text} in UTF-8; see the first method. */
  public static void write(Path target, String text) {
    write(target, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Removes what killed processes left in {@code folder}. Only for a folder that nobody else writes
   * into.
   *
   * @throws InputException when the file system refuses
   */
  public static void deleteLeftOvers(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.toList();
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new InputException(folder + " cannot be cleaned up: " + reason(e), e);
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to write there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void deleteQuietly(Path part) {
    if (part != null) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        // The write has failed already; its reason matters more than the left-over.
      }
    }
  }
}
