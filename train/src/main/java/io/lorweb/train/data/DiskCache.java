package io.lorweb.train.data;

import io.lorweb.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Results of the frozen models on disk, one file each. A file appears whole or not at all and
 * carries its key and a checksum: what is cut short, altered or misplaced counts as absent and is
 * made again. Several processes may share the folder; whoever writes last wins, with the same
 * content. Safe for several threads.
 *
 * <p>Layout, big-endian: magic and version (8 bytes), key (32), number of arrays (4), the arrays,
 * CRC-32C of all before (4).
 */
final class DiskCache {

  private static final long MAGIC = 0x4C52_5743_0000_0001L; // "LRWC", version 1
  private static final int HEAD = 8 + 32 + 4;
  private static final int TAIL = 4;

  private final Path folder;

  DiskCache(Path folder) {
    this.folder = folder;
  }

  /** Where the entry of a key stands: two levels of folders keep each of them small. */
  Path file(String key) {
    return folder.resolve(key.substring(0, 2)).resolve(key.substring(2, 4)).resolve(key + ".lwc");
  }

  /** The entry, if it is there and sound. */
  Optional<List<CachedArray>> read(String key) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(key));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // A bad block is no reason to end a run: the entry is made again.
    }
    if (!sound(bytes, key)) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).position(HEAD - 4);
    int count = buffer.getInt();
    List<CachedArray> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(CachedArray.read(buffer));
    }
    return Optional.of(List.copyOf(arrays));
  }

  private static boolean sound(byte[] bytes, String key) {
    if (bytes.length < HEAD + TAIL) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] written = new byte[32];
    buffer.get(8, written);
    return buffer.getLong(0) == MAGIC
        && HexFormat.of().formatHex(written).equals(key)
        && checksum(bytes, bytes.length - TAIL) == buffer.getInt(bytes.length - TAIL);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * Writes an entry.
   *
   * @throws io.lorweb.error.InputException when the file system refuses
   */
  void write(String key, List<CachedArray> arrays) {
    int size = HEAD + TAIL + arrays.stream().mapToInt(CachedArray::stored).sum();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    buffer.putLong(MAGIC).put(HexFormat.of().parseHex(key)).putInt(arrays.size());
    arrays.forEach(array -> array.write(buffer));
    buffer.putInt(checksum(buffer.array(), buffer.position()));
    AtomicFile.write(file(key), buffer.flip());
  }
}
