package io.lorweb.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lorweb.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes safetensors files: the same tensors and metadata give the same bytes.
 *
 * <p>Tensors lie in the order of the reference library (by type as {@link DType} lists them, then
 * by name) behind a header padded to 8 bytes, so each is aligned to its element size.
 */
public final class SafetensorsWriter {

  private static final JsonFactory JSON = new JsonFactory();

  /** Bytes handed to the channel at once; a buffer cannot span more than 2 GiB. */
  private static final long SLICE = 64L << 20;

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::dtype)
          .thenComparing(
              entry -> entry.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private SafetensorsWriter() {}

  /**
   * A tensor that is made when it is written.
   *
   * @param name of it
   * @param dtype in the file
   * @param shape of it
   * @param tensor makes it, of that type and shape
   */
  public record Entry(String name, DType dtype, long[] shape, Supplier<Tensor> tensor) {

    long bytes() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b) * dtype.bytes();
    }
  }

  /**
   * Writes {@code tensors}, of any device and layout, to {@code file}: whole or not at all. Data
   * goes to the disk in slices; a tensor that is not contiguous on the CPU is copied alone.
   *
   * @param metadata texts for the header, may be empty
   * @throws io.lorweb.error.InputException when the file system refuses
   * @throws IllegalArgumentException when a name or type cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            entries.add(
                new Entry(name, DType.of(tensor.scalar_type()), tensor.shape(), () -> tensor)));
    write(file, entries, metadata);
  }

  /** The same for tensors that are made one after another. */
  public static void write(Path file, List<Entry> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>(tensors);
    entries.sort(ORDER);
    ByteBuffer header = header(entries, metadata);
    AtomicFile.write(
        file,
        channel -> {
          writeFully(channel, header);
          for (Entry entry : entries) {
            try (PointerScope scope = new PointerScope()) {
              writeData(channel, entry.tensor().get());
            }
          }
        });
  }

  /** How many bytes {@link #write(Path, List, Map)} writes; makes no tensor. */
  public static long size(List<Entry> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>(tensors);
    entries.sort(ORDER);
    return header(entries, metadata).remaining() + entries.stream().mapToLong(Entry::bytes).sum();
  }

  private static ByteBuffer header(List<Entry> entries, Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> text : new TreeMap<>(metadata).entrySet()) {
          json.writeStringField(wellFormed(text.getKey()), wellFormed(text.getValue()));
        }
        json.writeEndObject();
      }
      long offset = 0;
      for (Entry entry : entries) {
        if (entry.name().equals(SafetensorsHeader.METADATA)) {
          throw new IllegalArgumentException("no tensor can be called " + entry.name());
        }
        json.writeObjectFieldStart(wellFormed(entry.name()));
        json.writeStringField("dtype", entry.dtype().name());
        json.writeFieldName("shape");
        json.writeArray(entry.shape(), 0, entry.shape().length);
        json.writeFieldName("data_offsets");
        long end = offset + entry.bytes();
        json.writeArray(new long[] {offset, end}, 0, 2);
        json.writeEndObject();
        offset = end;
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int padded = (bytes.size() + 7) / 8 * 8;
    if (padded > SafetensorsHeader.LIMIT) {
      throw new IllegalArgumentException(
          "the header would take " + padded + " bytes, the limit is " + SafetensorsHeader.LIMIT);
    }
    ByteBuffer header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded).put(bytes.toByteArray());
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static String wellFormed(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("half of a surrogate pair in the header");
    }
    return text;
  }

  /** Writes a tensor's numbers in slices; one that is not contiguous on the CPU is copied. */
  public static void writeData(FileChannel channel, Tensor tensor) throws IOException {
    if (tensor.numel() == 0) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor flat = tensor.detach().cpu().contiguous();
      long bytes = flat.numel() * flat.element_size();
      BytePointer data = new BytePointer(flat.data_ptr());
      for (long begin = 0; begin < bytes; begin += SLICE) {
        long end = Math.min(begin + SLICE, bytes);
        writeFully(channel, data.position(begin).limit(end).asByteBuffer());
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
