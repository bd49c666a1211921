package io.lorweb.gguf;

import io.lorweb.files.AtomicFile;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** Writes GGUF files of version 3 (docs/spec/CHECKPOINTS.md 4.1). */
public final class GgufWriter {

  private static final int ALIGNMENT = 32;

  private GgufWriter() {}

  /**
   * A tensor in blocks.
   *
   * @param name of it
   * @param type of the blocks
   * @param shape as the engine counts
   * @param raw makes all blocks one after another, U8
   */
  public record Entry(String name, BlockType type, long[] shape, Supplier<Tensor> raw) {

    long bytes() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b) / type.length() * type.bytes();
    }
  }

  /**
   * Writes {@code entries}: whole or not at all.
   *
   * @param metadata texts, or lists of texts or of floats, for the head
   */
  public static void write(Path file, Map<String, ?> metadata, List<Entry> entries) {
    Head head = new Head();
    head.u32(0x46554747L).u32(3).u64(entries.size()).u64(metadata.size());
    metadata.forEach((key, value) -> head.text(key).value(value));
    long offset = 0;
    for (Entry entry : entries) {
      head.text(entry.name()).u32(entry.shape().length);
      for (int axis = entry.shape().length - 1; axis >= 0; axis--) {
        head.u64(entry.shape()[axis]);
      }
      head.u32(entry.type().id()).u64(offset);
      offset = padded(offset + entry.bytes());
    }
    AtomicFile.write(
        file,
        channel -> {
          channel.write(ByteBuffer.wrap(head.padded()));
          for (Entry entry : entries) {
            try (Scope scope = new Scope()) {
              SafetensorsWriter.writeData(channel, entry.raw().get());
            }
            channel.write(ByteBuffer.allocate((int) (padded(entry.bytes()) - entry.bytes())));
          }
        });
  }

  private static long padded(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static final class Head {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Head u32(long value) {
      return put(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value));
    }

    Head u64(long value) {
      return put(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
    }

    /** Type and value: 8 text, 9 list, 6 float. */
    Head value(Object value) {
      if (value instanceof String text) {
        return u32(8).text(text);
      }
      List<?> list = (List<?>) value;
      boolean texts = list.get(0) instanceof String;
      u32(9).u32(texts ? 8 : 6).u64(list.size());
      for (Object one : list) {
        if (texts) {
          text((String) one);
        } else {
          u32(Float.floatToIntBits((Float) one) & 0xFFFFFFFFL);
        }
      }
      return this;
    }

    Head text(String text) {
      byte[] utf = text.getBytes(StandardCharsets.UTF_8);
      u64(utf.length);
      bytes.writeBytes(utf);
      return this;
    }

    private Head put(ByteBuffer buffer) {
      bytes.writeBytes(buffer.array());
      return this;
    }

    byte[] padded() {
      while (bytes.size() % ALIGNMENT != 0) {
        bytes.write(0);
      }
      return bytes.toByteArray();
    }
  }
}
