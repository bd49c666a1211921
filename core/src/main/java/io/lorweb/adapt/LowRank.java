package io.lorweb.adapt;

import io.lorweb.basis.Basis;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * What one LoRA adds to a Linear: y += (x down^T) up. A folded mixture is one of rank N r, an
 * ordinary LoRA one of its own rank with its scale folded into {@code up}.
 *
 * @param down [R, in]
 * @param up [R, out]: rows, not columns, so that a mixture folds in without a transposition
 */
public record LowRank(Tensor down, Tensor up) {

  /**
   * The basis of one Linear side by side: down = A as [N r, in]. The same for every mixture.
   *
   * @return contiguous, in the format of the placement's products
   */
  public static Tensor down(Basis basis, Placement placement) {
    return placement
        .factor(basis.a())
        .permute(0, 2, 1)
        .reshape(basis.size() * basis.rank(), basis.in())
        .contiguous();
  }

  /**
   * up = rows of B times their element's coefficient, [N r, out] (docs/spec/LORWEB.md section 12).
   */
  public static Tensor up(Basis basis, float[] coefficients, Placement placement) {
    Tensor e = placement.place(Tensors.of(coefficients, basis.size(), 1, 1));
    Tensor folded = placement.place(basis.b()).mul(e);
    return placement.factor(folded).reshape(basis.size() * basis.rank(), basis.out());
  }

  /** up^T down as a weight [out, in]. */
  public Tensor weight() {
    return up.t().matmul(down);
  }
}
