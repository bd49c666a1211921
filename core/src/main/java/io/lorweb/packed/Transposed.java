package io.lorweb.packed;

import io.lorweb.weights.Resting;
import org.bytedeco.pytorch.Tensor;

/**
 * A matrix whose rows are the columns of another, in which it rests.
 *
 * @param of [in, out]
 */
public record Transposed(Resting of) implements Resting {

  @Override
  public long[] shape() {
    long[] stored = of.shape();
    return new long[] {stored[1], stored[0]};
  }

  @Override
  public long bytes() {
    return of.bytes();
  }

  @Override
  public Tensor stored() {
    return of.stored();
  }

  @Override
  public Tensor rows(long from, long count) {
    return of.rows(0, of.shape()[0]).narrow(1, from, count).t();
  }

  /** Laid out as a matrix of its own: products of the same layout agree in the last bit. */
  @Override
  public Tensor all() {
    return of.all().t().contiguous();
  }
}
