package io.lorweb.tiny.drawings;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The painted drawings of one style on the disk: the magic number, side, number of drawings, length
 * of the names (UTF-8, one a line), their CRC-32, the names, then the pixels in the names' order.
 * The file is mapped; a drawing is copied when it is asked for.
 */
final class PoolFile {

  private static final int MAGIC = 0x4c57_5031;
  private static final int HEADER = 20;

  private final Style style;
  private final int size;
  private final ByteBuffer pixels;
  private final SortedMap<String, Integer> places;

  private PoolFile(Style style, int size, ByteBuffer pixels, SortedMap<String, Integer> places) {
    this.style = style;
    this.size = size;
    this.pixels = pixels;
    this.places = places;
  }

  /** Writes the file, whole or not at all. */
  static void write(Path file, int size, SortedMap<String, byte[]> drawings) {
    byte[] names = String.join("\n", drawings.keySet()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer header =
        ByteBuffer.allocate(HEADER + names.length)
            .putInt(MAGIC)
            .putInt(size)
            .putInt(drawings.size())
            .putInt(names.length)
            .putInt(checksum(names))
            .put(names)
            .flip();
    AtomicFile.write(
        file,
        channel -> {
          all(channel, header);
          for (byte[] drawing : drawings.values()) {
            all(channel, ByteBuffer.wrap(drawing));
          }
        });
  }

  /** The file if it is whole, and of that size; else nothing, so that it is made again. */
  static Optional<PoolFile> open(Path file, Style style, int size) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < HEADER || channel.size() > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      int magic = map.getInt();
      int side = map.getInt();
      int count = map.getInt();
      int length = map.getInt();
      int checksum = map.getInt();
      long expected = HEADER + (long) length + 4L * size * size * count;
      if (magic != MAGIC || side != size || length < 0 || channel.size() != expected) {
        return Optional.empty();
      }
      byte[] names = new byte[length];
      map.get(names);
      if (checksum(names) != checksum) {
        return Optional.empty();
      }
      SortedMap<String, Integer> places = new TreeMap<>();
      List<String> list = new String(names, StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i < list.size(); i++) {
        places.put(list.get(i), i);
      }
      return places.size() == count
          ? Optional.of(new PoolFile(style, size, map.slice(), places))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  List<String> names() {
    return List.copyOf(places.keySet());
  }

  Optional<Drawing> drawing(String name) {
    Integer place = places.get(name);
    if (place == null) {
      return Optional.empty();
    }
    byte[] rgba = new byte[4 * size * size];
    pixels.get(place * rgba.length, rgba);
    return Optional.of(new Drawing(name, style, size, rgba));
  }

  private static int checksum(byte[] names) {
    CRC32 crc = new CRC32();
    crc.update(names);
    return (int) crc.getValue();
  }

  private static void all(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
