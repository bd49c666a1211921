package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a run's folder for one process: two would take each other's files away. */
final class RunLock implements AutoCloseable {

  private static final String NAME = ".lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made if need be. The lock goes with the process, however it ends.
   *
   * @throws InputException when another process has it
   */
  static RunLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new RunLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new InputException(folder + " cannot be written: " + e.getMessage(), e);
    }
    throw InputException.of(
        "another process is training in %s: wait until it has ended, or choose another folder by"
            + " setting 'out'",
        folder);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another run of this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InputException("a lock cannot be given back: " + e.getMessage(), e);
    }
  }
}
