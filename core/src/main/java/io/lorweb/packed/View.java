package io.lorweb.packed;

import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Plain;
import io.lorweb.weights.Resting;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * Some rows of a weight, in another shape or with their halves exchanged: it rests where the weight
 * rests.
 *
 * @param of the whole weight
 * @param from first row
 * @param shape of the view; its first axis counts the rows
 * @param exchanged whether the second half of the rows comes first
 */
public record View(Resting of, long from, long[] shape, boolean exchanged) implements Resting {

  /** The view; plain weights stay plain. */
  public static Resting of(Resting of, long from, long[] shape, boolean exchanged) {
    View view = new View(of, from, shape, exchanged);
    return of instanceof Plain
        ? new Plain(shape, view.bytes(), () -> view.rows(0, shape[0]))
        : view;
  }

  @Override
  public long bytes() {
    return of.bytes() / Math.max(1, of.shape()[0]) * shape[0];
  }

  /** All of the weight that it views: the other views of it follow. */
  @Override
  public Tensor stored() {
    return of.stored();
  }

  @Override
  public void rows(long first, long count, Tensor target) {
    long[] sizes = of.shape();
    sizes[0] = count;
    if (exchanged || !Arrays.equals(sizes, target.shape())) {
      Resting.super.rows(first, count, target);
    } else {
      of.rows(from + first, count, target);
    }
  }

  @Override
  public Tensor rows(long first, long count) {
    long[] sizes = shape.clone();
    sizes[0] = count;
    if (!exchanged) {
      return of.rows(from + first, count).reshape(sizes);
    }
    long half = shape[0] / 2;
    long inSecond = Math.max(0, Math.min(count, half - first)); // rows of the stored second half
    if (inSecond == 0) {
      return of.rows(from + first - half, count).reshape(sizes);
    }
    Tensor second = of.rows(from + first + half, inSecond);
    return (inSecond == count ? second : Tensors.cat(0, second, of.rows(from, count - inSecond)))
        .reshape(sizes);
  }
}
