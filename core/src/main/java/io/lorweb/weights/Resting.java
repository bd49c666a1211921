package io.lorweb.weights;

import io.lorweb.tensor.Device;
import io.lorweb.tensor.Lanes;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weight as it rests in its file: plain or packed, whole or a view of some rows of a fused one.
 * It is widened when it is used. Holds nothing native: the file does.
 */
public interface Resting {

  /** Values that are widened at a time: few enough to stay in the processor's caches. */
  long CHUNK = 1L << 18;

  /** Its meaning's sizes, whatever it is packed as. */
  long[] shape();

  /** Bytes that it takes in the file, companions left out. */
  long bytes();

  /** Those bytes as they lie in the file, companions left out: a view of the current scope. */
  Tensor stored();

  /**
   * Some rows: plain weights in the file's type, packed ones in float32.
   *
   * @param from first index of the first axis
   * @param count of them
   * @return [count, ...] of the current scope
   */
  Tensor rows(long from, long count);

  /** Some rows, widened and converted into {@code target}, which has their shape. */
  default void rows(long from, long count, Tensor target) {
    target.copy_(rows(from, count));
  }

  /** All of it, of the current scope. */
  default Tensor all() {
    Tensor whole = Tensors.empty(ScalarType.Float, Device.CPU, shape());
    into(whole);
    return whole;
  }

  /** Widened and converted into {@code target}, which has the same shape. */
  default void into(Tensor target) {
    long rows = shape()[0];
    long values = 1;
    for (int axis = 1; axis < shape().length; axis++) {
      values *= shape()[axis];
    }
    long step = Math.max(1, CHUNK / Math.max(1, values));
    IntConsumer chunk =
        i -> {
          try (Scope scope = new Scope()) {
            long from = i * step;
            long count = Math.min(step, rows - from);
            rows(from, count, target.narrow(0, from, count));
          }
        };
    int chunks = Math.toIntExact((rows + step - 1) / step);
    if (target.is_cpu()) {
      Lanes.each(chunks, chunk);
    } else {
      IntStream.range(0, chunks).forEach(chunk);
    }
  }

  /**
   * The rows of some indices, for tables that are looked up.
   *
   * @param indices [n] int64
   * @return [n, ...] of the current scope
   */
  default Tensor select(Tensor indices) {
    return Scope.of(
        () -> {
          long[] wanted = Tensors.longs(indices);
          Tensor[] found = new Tensor[wanted.length];
          for (int i = 0; i < found.length; i++) {
            found[i] = rows(wanted[i], 1);
          }
          return Tensors.cat(0, found);
        });
  }
}
