package io.lorweb.train.optim;

import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The nearest matrix with equal singular values, about: U V^T of X = U S V^T, by an iteration that
 * needs products only. Each of its steps applies an odd polynomial to the singular values, which
 * lifts small ones fast and leaves all of them between 0.7 and 1.2 (Jordan et al., "Muon: An
 * optimizer for hidden layers in neural networks", 2024).
 */
final class NewtonSchulz {

  private static final int STEPS = 5;

  /** s becomes A s + B s^3 + C s^5. */
  private static final double A = 3.4445;

  private static final double B = -4.7750;
  private static final double C = 2.0315;

  /** A matrix of a smaller norm is nearly zero and stays so. */
  private static final double SMALLEST = 1e-7;

  private NewtonSchulz() {}

  /**
   * Every matrix by itself.
   *
   * @param matrices [N, rows, columns]
   * @return of the same shape
   */
  static Tensor of(Tensor matrices) {
    boolean tall = matrices.size(1) > matrices.size(2);
    // The smaller of the two Gram matrices is the cheaper one.
    Tensor x = tall ? matrices.transpose(1, 2) : matrices;
    Tensor norm =
        torch.linalg_vector_norm(
            x, Tensors.number(2), new long[] {1, 2}, true, new ScalarTypeOptional());
    x = x.div(norm.clamp_min_(Tensors.number(SMALLEST)));
    for (int i = 0; i < STEPS; i++) {
      Tensor gram = x.bmm(x.transpose(1, 2));
      Tensor polynomial = torch.baddbmm(gram, gram, gram, Tensors.number(B), Tensors.number(C));
      x = torch.baddbmm(x, polynomial, x, Tensors.number(A), Tensors.number(1));
    }
    return tall ? x.transpose(1, 2) : x;
  }
}
