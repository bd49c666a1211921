package io.lorweb.gguf;

import io.lorweb.gguf.GgufHeader.GgufTensor;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.MappedFile;
import io.lorweb.weights.Plain;
import io.lorweb.weights.Resting;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A GGUF file whose tensors rest in the mapped file. Safe for use from several threads. */
public final class GgufFile implements AutoCloseable {

  private final GgufHeader header;
  private final MappedFile mapped;

  private GgufFile(GgufHeader header) {
    this.header = header;
    long end =
        header.tensors().values().stream().mapToLong(t -> t.offset() + t.bytes()).max().orElse(0);
    this.mapped = new MappedFile(header.file(), header.dataOffset() + end);
  }

  /**
   * Opens {@code file} and checks its head.
   *
   * @throws io.lorweb.error.InputException when it is no GGUF file that is read
   */
  public static GgufFile open(Path file) {
    return new GgufFile(GgufHeader.read(file));
  }

  public GgufHeader header() {
    return header;
  }

  /** A tensor of the file as it rests. */
  public Resting resting(String name) {
    GgufTensor tensor = header.tensors().get(name);
    ScalarType plain = tensor.type().plain();
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    if (plain != null) {
      return new Plain(
          shape, tensor.bytes(), () -> Scope.of(() -> raw(tensor).view(plain).view(shape)));
    }
    return new Blocks(tensor, shape);
  }

  private Tensor raw(GgufTensor tensor) {
    long offset = header.dataOffset() + tensor.offset();
    Tensor raw = mapped.bytes(offset, tensor.bytes());
    return offset % 8 == 0 ? raw : raw.clone();
  }

  /** A tensor in blocks, which never cross rows. */
  private final class Blocks implements Resting {

    private final GgufTensor tensor;
    private final long[] shape;
    private final long rowBytes;

    Blocks(GgufTensor tensor, long[] shape) {
      this.tensor = tensor;
      this.shape = shape;
      this.rowBytes = tensor.bytes() / Math.max(1, shape[0]);
    }

    @Override
    public long[] shape() {
      return shape.clone();
    }

    @Override
    public long bytes() {
      return tensor.bytes();
    }

    @Override
    public Tensor stored() {
      return raw(0, shape[0]);
    }

    @Override
    public Tensor rows(long from, long count) {
      return Scope.of(
          () -> {
            long[] sizes = shape.clone();
            sizes[0] = count;
            return tensor.type().dequantise(raw(from, count)).reshape(sizes);
          });
    }

    @Override
    public void rows(long from, long count, Tensor target) {
      boolean direct =
          target.scalar_type().value == ScalarType.Float.value
              && target.is_cpu()
              && target.is_contiguous();
      if (!direct) {
        try (Scope scope = new Scope()) {
          Tensor wide = Tensors.empty(ScalarType.Float, Device.CPU, target.shape());
          rows(from, count, wide);
          target.copy_(wide);
        }
        return;
      }
      tensor.type().dequantise(raw(from, count), target.view(-1, tensor.type().length()));
    }

    private Tensor raw(long from, long count) {
      long start = header.dataOffset() + tensor.offset() + from * rowBytes;
      return mapped.bytes(start, count * rowBytes).view(-1, tensor.type().bytes());
    }
  }

  /** Drops the hold on the mapping; views that were handed out stay valid. */
  @Override
  public void close() {
    mapped.close();
  }
}
