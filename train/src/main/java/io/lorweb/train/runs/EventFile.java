package io.lorweb.train.runs;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A file of TFRecords: for each its length, the length's checksum, the bytes, the bytes' checksum,
 * all little-endian. A record is in the file when {@link #add} returns.
 */
final class EventFile implements AutoCloseable {

  private static final int MASK_DELTA = 0xa282ead8;

  private final Path file;
  private final FileChannel channel;

  private EventFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes a new file in {@code folder}, named as TensorBoard looks for them. */
  static EventFile create(Path folder, long seconds) {
    try {
      Files.createDirectories(folder);
      for (int i = 0; ; i++) {
        Path file =
            folder.resolve(
                String.format(Locale.ROOT, "events.out.tfevents.%010d.lorweb.%d", seconds, i));
        try {
          return new EventFile(
              file,
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
          // Another start within the same second.
          continue;
        }
      }
    } catch (IOException e) {
      throw new InputException("cannot write into " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Whether an earlier start has left files in {@code folder}. */
  static boolean any(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      throw new InputException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  void add(byte[] record) {
    ByteBuffer out = ByteBuffer.allocate(16 + record.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(record.length);
    out.putInt(checksum(out.array(), Long.BYTES));
    out.put(record);
    out.putInt(checksum(record, record.length));
    out.flip();
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** CRC-32C, rotated and shifted, so that a checksum of checksums does not cancel out. */
  static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
