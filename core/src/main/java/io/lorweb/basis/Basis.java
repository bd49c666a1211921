package io.lorweb.basis;

import org.bytedeco.pytorch.Tensor;

/**
 * N small LoRAs of one Linear with their keys and query projection, in the file's own format
 * (docs/spec/LORWEB.md section 2.1).
 *
 * @param a [N, in, r]
 * @param b [N, r, out]
 * @param keys [N, d]
 * @param projection [d, Q], or null when the query is compared with the keys as it is
 */
public record Basis(Tensor a, Tensor b, Tensor keys, Tensor projection) {

  /** Width of the Linear's input. */
  public long in() {
    return a.size(1);
  }

  /** Width of the Linear's output. */
  public long out() {
    return b.size(2);
  }

  /** N. */
  public long size() {
    return a.size(0);
  }

  /** r. */
  public long rank() {
    return a.size(2);
  }

  /** Q, the width of the query it expects. */
  public long queryWidth() {
    return projection == null ? keys.size(1) : projection.size(1);
  }
}
