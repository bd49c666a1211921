package io.lorweb.weights;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A safetensors file whose tensors are views on the mapped file: opening costs no memory, and pages
 * come in as they are used.
 *
 * <p>The file is mapped on the first call of {@link #tensor}, privately: a write to a view never
 * reaches the file. Views stay valid after {@link #close}, which only drops this object's own hold
 * on the mapping. Safe for use from several threads. The file must not be changed in place while it
 * is open; replacing it (as {@code AtomicFile} does) is fine.
 */
public final class Safetensors implements AutoCloseable {

  private final SafetensorsHeader header;
  private Tensor mapping;
  private boolean closed;

  private Safetensors(SafetensorsHeader header) {
    this.header = header;
  }

  /**
   * Opens {@code file} and checks its header.
   *
   * @throws InputException when it is missing or not a valid safetensors file
   */
  public static Safetensors open(Path file) {
    return new Safetensors(SafetensorsHeader.read(file));
  }

  /** What the file holds. */
  public SafetensorsHeader header() {
    return header;
  }

  /**
   * The tensor called {@code name}, with the file's element type, on the CPU. It belongs to the
   * caller's scope. A copy is made only where the file leaves it unaligned to its element size.
   *
   * @throws InputException when there is none of that name, or when the file cannot be mapped
   */
  public Tensor tensor(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw InputException.of("%s lacks the tensor %s", header.file(), name);
    }
    Engine.start();
    return Scope.of(() -> view(info));
  }

  private Tensor view(TensorInfo info) {
    ScalarType type = info.dtype().scalarType();
    long bytes = info.end() - info.begin();
    if (bytes == 0) {
      return torch.empty(info.sizes(), new TensorOptions(type), new MemoryFormatOptional());
    }
    long offset = header.dataOffset() + info.begin();
    Tensor raw = mapping().narrow(0, offset, bytes);
    Tensor aligned = offset % info.dtype().bytes() == 0 ? raw : raw.clone();
    return aligned.view(type).view(info.sizes());
  }

  private synchronized Tensor mapping() {
    if (closed) {
      throw new IllegalStateException(header.file() + " has been closed");
    }
    if (mapping == null) {
      try (PointerScope scope = new PointerScope()) {
        mapping = map();
        // The mapping outlives the scope it happens to be made in.
        mapping.retainReference();
      }
    }
    return mapping;
  }

  private Tensor map() {
    long last = header.tensors().values().stream().mapToLong(TensorInfo::end).max().orElse(0);
    try {
      return torch.from_file(
          new BytePointer(header.file().toString(), pathCharset()),
          new BoolOptional(false),
          new LongOptional(header.dataOffset() + last),
          new TensorOptions(ScalarType.Byte));
    } catch (RuntimeException e) {
      throw new InputException(
          "cannot map "
              + header.file()
              + " into memory: "
              + e.getMessage().lines().findFirst().orElse("no reason given"),
          e);
    }
  }

  /** How the engine expects a file's name: as the system spells it, on Windows always UTF-8. */
  private static Charset pathCharset() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    String system = System.getProperty("sun.jnu.encoding");
    return windows || system == null ? StandardCharsets.UTF_8 : Charset.forName(system);
  }

  /** Drops the hold on the mapping; it goes when the last view goes. May be called twice. */
  @Override
  public synchronized void close() {
    closed = true;
    if (mapping != null) {
      mapping.releaseReference();
      mapping = null;
    }
  }
}
