package io.lorweb.train.loop;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Tells which of B things belong to which of B others, in both directions (InfoNCE; Radford et al.,
 * 2021). Where several belong together they share the target (Khosla et al., 2020).
 *
 * @param targets [B, B], rows sum to 1
 */
record ContrastiveLoss(Tensor targets) {

  /** Things of the same kind belong together. */
  static ContrastiveLoss of(List<?> kinds) {
    int count = kinds.size();
    float[] targets = new float[count * count];
    for (int i = 0; i < count; i++) {
      Object kind = kinds.get(i);
      long same = kinds.stream().filter(kind::equals).count();
      for (int j = 0; j < count; j++) {
        targets[i * count + j] = kinds.get(j).equals(kind) ? 1f / same : 0;
      }
    }
    return new ContrastiveLoss(Tensors.of(targets, count, count));
  }

  /**
   * @param x [B, D], of any length
   * @param y [B, D]
   * @param scale what cosines are multiplied with, [1]
   * @return the mean over both directions
   */
  Tensor of(Tensor x, Tensor y, Tensor scale) {
    return Scope.of(
        () -> {
          Tensor logits = unit(x).matmul(unit(y).t()).mul(scale);
          Tensor forth = targets.mul(logits.log_softmax(1)).sum();
          Tensor back = targets.mul(logits.t().log_softmax(1)).sum();
          return Tensors.times(forth.add(back), -0.5 / targets.size(0));
        });
  }

  /** Rows of length 1; zero rows stay finite. */
  static Tensor unit(Tensor x) {
    Tensor square = x.square().sum(new long[] {1}, true, new ScalarTypeOptional());
    return x.mul(Tensors.plus(square, 1e-8).rsqrt());
  }
}
