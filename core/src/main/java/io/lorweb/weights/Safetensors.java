package io.lorweb.weights;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import java.nio.file.Path;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A safetensors file whose tensors are views on the {@link MappedFile}. Safe for use from several
 * threads.
 */
public final class Safetensors implements AutoCloseable {

  private final SafetensorsHeader header;
  private final MappedFile mapped;

  private Safetensors(SafetensorsHeader header) {
    this.header = header;
    long last = header.tensors().values().stream().mapToLong(TensorInfo::end).max().orElse(0);
    this.mapped = new MappedFile(header.file(), header.dataOffset() + last);
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
    Tensor raw = mapped.bytes(offset, bytes);
    Tensor aligned = offset % info.dtype().bytes() == 0 ? raw : raw.clone();
    return aligned.view(type).view(info.sizes());
  }

  /** Drops the hold on the mapping; views that were handed out stay valid. */
  @Override
  public void close() {
    mapped.close();
  }
}
