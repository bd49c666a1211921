package io.lorweb.gguf;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The head of a GGUF file (docs/spec/CHECKPOINTS.md 4.1): what it says of itself, and where its
 * tensors lie. Every count and length is checked against the bytes that remain before anything is
 * allocated.
 *
 * @param file it was read from
 * @param version 2 or 3
 * @param metadata strings, longs, doubles, booleans, and lists of those
 * @param tensors by name, in the file's order
 * @param dataOffset first byte of the data
 */
public record GgufHeader(
    Path file,
    long version,
    Map<String, Object> metadata,
    Map<String, GgufTensor> tensors,
    long dataOffset) {

  /** The key that says what kind of model it is: a string. */
  public static final String ARCHITECTURE = "general.architecture";

  private static final String ALIGNMENT = "general.alignment";
  private static final int MAGIC = 0x46554747;
  private static final int LONGEST_NAME = 127;
  private static final int MOST_AXES = 4;
  private static final long LARGEST_HEAD = 512L << 20;

  /**
   * Where one tensor lies.
   *
   * @param name its name
   * @param type of its blocks
   * @param shape as the engine counts: the contiguous axis last
   * @param offset from the start of the data
   * @param bytes of it
   */
  public record GgufTensor(String name, BlockType type, List<Long> shape, long offset, long bytes) {

    public GgufTensor {
      shape = List.copyOf(shape);
    }
  }

  /** Whether a file begins like a GGUF file. */
  public static boolean announces(byte[] first) {
    return first.length >= 4
        && ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
  }

  /**
   * Reads the head of {@code file}.
   *
   * @throws InputException when it is no GGUF file, of another version, damaged, or holds a type
   *     that is not read
   */
  public static GgufHeader read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = Files.size(file);
      ByteBuffer head =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, LARGEST_HEAD))
              .order(ByteOrder.LITTLE_ENDIAN);
      return new Reading(file, head, size).read();
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** One read, while it goes on. */
  private static final class Reading {

    private final Path file;
    private final ByteBuffer head;
    private final long size;

    Reading(Path file, ByteBuffer head, long size) {
      this.file = file;
      this.head = head;
      this.size = size;
    }

    GgufHeader read() {
      if (u32("its magic") != (MAGIC & 0xFFFFFFFFL)) {
        throw InputException.of("%s is not a GGUF file", file);
      }
      long version = u32("its version");
      if (version == 0x03000000L || version == 0x02000000L) {
        throw InputException.of("%s is a big-endian GGUF file, which is not read", file);
      }
      if (version != 2 && version != 3) {
        throw InputException.of("%s is a GGUF file of version %d; 2 and 3 are read", file, version);
      }
      long tensorCount = count("its number of tensors", 24);
      long entryCount = count("its number of entries", 13);
      Map<String, Object> metadata = new LinkedHashMap<>();
      for (long i = 0; i < entryCount; i++) {
        String key = string("a key");
        if (key.isEmpty() || metadata.containsKey(key)) {
          throw InputException.of(
              "%s holds the key '%s' %s", file, key, key.isEmpty() ? "" : "twice");
        }
        long type = u32(key);
        requireType(key, type);
        metadata.put(key, value(type, key));
      }
      long alignment = alignment(metadata);
      List<Listed> listed = new ArrayList<>();
      for (long i = 0; i < tensorCount; i++) {
        listed.add(listed());
      }
      long data = padded(head.position(), alignment);
      return new GgufHeader(
          file,
          version,
          Collections.unmodifiableMap(metadata),
          placed(listed, data, alignment),
          data);
    }

    private record Listed(String name, BlockType type, List<Long> shape, long offset, long bytes) {}

    private Listed listed() {
      String name = string("a tensor's name");
      if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw InputException.of(
            "%s: a tensor's name has %d bytes but must have 1 to %d",
            file, name.getBytes(StandardCharsets.UTF_8).length, LONGEST_NAME);
      }
      long axes = u32(name);
      if (axes < 1 || axes > MOST_AXES) {
        throw InputException.of(
            "%s: tensor %s has %d dimensions but must have 1 to 4", file, name, axes);
      }
      List<Long> shape = new ArrayList<>();
      for (long i = 0; i < axes; i++) {
        shape.add(0, u64(name));
      }
      BlockType type = BlockType.of(u32(name), name, file);
      long offset = u64(name);
      return new Listed(name, type, shape, offset, bytes(name, type, shape));
    }

    private long bytes(String name, BlockType type, List<Long> shape) {
      try {
        long row = shape.get(shape.size() - 1);
        if (row % type.length() != 0) {
          throw InputException.of(
              "%s: rows of tensor %s have %d values, which do not fill blocks of %d (%s)",
              file, name, row, type.length(), type);
        }
        long values = 1;
        for (long axis : shape) {
          if (axis < 0) {
            throw new ArithmeticException("negative");
          }
          values = Math.multiplyExact(values, axis);
        }
        return Math.multiplyExact(values / type.length(), (long) type.bytes());
      } catch (ArithmeticException e) {
        throw InputException.of("%s: tensor %s claims the impossible shape %s", file, name, shape);
      }
    }

    private Map<String, GgufTensor> placed(List<Listed> listed, long data, long alignment) {
      Map<String, GgufTensor> tensors = new LinkedHashMap<>();
      long next = 0;
      for (Listed one : listed) {
        if (one.offset() != next) {
          throw InputException.of(
              "%s: tensor %s has the offset %d but must have %d: tensors lie without gaps or overlaps",
              file, one.name(), one.offset(), next);
        }
        if (one.bytes() > size - data - next) {
          throw InputException.of(
              "%s is cut off: tensor %s ends at byte %d of %d",
              file, one.name(), data + next + one.bytes(), size);
        }
        GgufTensor tensor =
            new GgufTensor(one.name(), one.type(), one.shape(), one.offset(), one.bytes());
        if (tensors.put(one.name(), tensor) != null) {
          throw InputException.of("%s holds the tensor %s twice", file, one.name());
        }
        next = padded(next + one.bytes(), alignment);
      }
      return Collections.unmodifiableMap(tensors);
    }

    private long alignment(Map<String, Object> metadata) {
      Object stated = metadata.getOrDefault(ALIGNMENT, 32L);
      if (!(stated instanceof Long alignment) || alignment < 1 || Long.bitCount(alignment) != 1) {
        throw InputException.of("%s: %s is %s but must be a power of two", file, ALIGNMENT, stated);
      }
      return alignment;
    }

    private static long padded(long position, long alignment) {
      return (position + alignment - 1) / alignment * alignment;
    }

    private void requireType(String key, long type) {
      if (key.equals(ALIGNMENT) && type != 4) {
        throw InputException.of("%s: %s must be of type u32, not of type %d", file, key, type);
      }
      if (key.equals(ARCHITECTURE) && type != 8) {
        throw InputException.of("%s: %s must be a string, not of type %d", file, key, type);
      }
    }

    private Object value(long type, String key) {
      return switch ((int) Math.min(type, 99)) {
        case 0 -> (long) (need(1, key).get() & 255);
        case 1 -> (long) need(1, key).get();
        case 2 -> (long) (need(2, key).getShort() & 0xFFFF);
        case 3 -> (long) need(2, key).getShort();
        case 4 -> u32(key);
        case 5 -> (long) need(4, key).getInt();
        case 6 -> (double) need(4, key).getFloat();
        case 7 -> need(1, key).get() != 0;
        case 8 -> string(key);
        case 9 -> array(key);
        case 10, 11 -> need(8, key).getLong();
        case 12 -> need(8, key).getDouble();
        default ->
            throw InputException.of("%s: %s has a value of the unknown type %d", file, key, type);
      };
    }

    private List<Object> array(String key) {
      long type = u32(key);
      if (type == 9) {
        throw InputException.of("%s: %s is an array of arrays, which is not read", file, key);
      }
      long count = count(key, type == 8 ? 8 : 1);
      List<Object> values = new ArrayList<>((int) count);
      for (long i = 0; i < count; i++) {
        values.add(value(type, key));
      }
      return Collections.unmodifiableList(values);
    }

    private String string(String what) {
      long length = u64(what);
      if (length < 0 || length > head.remaining()) {
        throw cut(what);
      }
      ByteBuffer bytes = head.slice(head.position(), (int) length);
      head.position(head.position() + (int) length);
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        throw InputException.of("%s: %s is no text in UTF-8", file, what);
      }
    }

    /** A count of things that take at least {@code least} bytes each. */
    private long count(String what, int least) {
      long count = u64(what);
      if (count < 0 || count > head.remaining() / least) {
        throw InputException.of(
            "%s is cut off: %s is %s, but only %d bytes follow",
            file, what, Long.toUnsignedString(count), head.remaining());
      }
      return count;
    }

    private long u32(String what) {
      return need(4, what).getInt() & 0xFFFFFFFFL;
    }

    private long u64(String what) {
      return need(8, what).getLong();
    }

    private ByteBuffer need(int bytes, String what) {
      if (head.remaining() < bytes) {
        throw cut(what);
      }
      return head;
    }

    private InputException cut(String what) {
      return InputException.of("%s is cut off: it ends within %s", file, what);
    }
  }
}
