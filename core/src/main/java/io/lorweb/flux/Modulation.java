package io.lorweb.flux;

import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Adaptive layer norm: a Linear of SiLU(temb) gives shifts, scales and gates.
 *
 * @param linear D to (parts * D)
 * @param parts 6 in a double block (shift, scale, gate of attention, then of the feed-forward), 3
 *     in a single block (shift, scale, gate)
 */
record Modulation(Linear linear, int parts) {

  /** FLUX's norms carry no weights of their own. */
  static final double EPS = 1e-6;

  /**
   * @param activated [B, D], SiLU(temb)
   * @return {@code parts} tensors [B, 1, D]
   */
  Tensor[] forward(Tensor activated) {
    TensorVector chunks = linear.forward(activated).unsqueeze(1).chunk(parts, -1);
    Tensor[] tensors = new Tensor[parts];
    for (int i = 0; i < parts; i++) {
      tensors[i] = chunks.get(i);
    }
    return tensors;
  }

  /** LN(x) * (1 + scale) + shift, x [B, S, D]. */
  static Tensor modulate(Tensor x, Tensor shift, Tensor scale) {
    Tensor norm = LayerNorm.plain(x.size(-1), EPS).forward(x);
    return shift.addcmul(norm, Tensors.plus(scale, 1));
  }
}
