package io.lorweb.studio.store;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A server's folder, held by one server at a time. */
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is not there, and holds it.
   *
   * @throws InputException when it cannot be made or another server holds it
   */
  public static DataFolder hold(Path path) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path, channel);
      }
      return new DataFolder(path, channel);
    } catch (OverlappingFileLockException e) {
      throw inUse(path, channel);
    } catch (IOException e) {
      throw new InputException("cannot use folder " + path + ": " + e.getMessage(), e);
    }
  }

  private static InputException inUse(Path path, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The other server's hold is what the user must hear of.
    }
    return InputException.of(
        "folder %s is in use by another server: close that one, or give another folder with"
            + " setting 'data'",
        path);
  }

  /** A folder inside, made if it is not there. */
  public Path inside(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new InputException("cannot use folder " + path + ": " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing " + path + " failed", e);
    }
  }
}
