package io.lorweb.weights;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Engine;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A file's bytes as a tensor: opening costs no memory, and pages come in as they are used.
 *
 * <p>The file is mapped with the first {@link #bytes}, privately: a write to a view never reaches
 * the file. Views stay valid after {@link #close}, which only drops this object's own hold on the
 * mapping. Safe for use from several threads. The file must not be changed in place while it is
 * open; replacing it (as {@code AtomicFile} does) is fine.
 */
public final class MappedFile implements AutoCloseable {

  private final Path file;
  private final long length;
  private Tensor mapping;
  private boolean closed;

  /**
   * Nothing is mapped yet.
   *
   * @param file to map
   * @param length of it in bytes, as far as it is used
   */
  public MappedFile(Path file, long length) {
    this.file = file;
    this.length = length;
  }

  /**
   * Some of the bytes, [count] U8 of the current scope.
   *
   * @throws InputException when the file cannot be mapped
   */
  public Tensor bytes(long offset, long count) {
    Engine.start();
    return mapping().narrow(0, offset, count);
  }

  private synchronized Tensor mapping() {
    if (closed) {
      throw new IllegalStateException(file + " has been closed");
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
    try {
      return torch.from_file(
          new BytePointer(file.toString(), pathCharset()),
          new BoolOptional(false),
          new LongOptional(length),
          new TensorOptions(ScalarType.Byte));
    } catch (RuntimeException e) {
      throw new InputException(
          "cannot map "
              + file
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
