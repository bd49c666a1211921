package io.lorweb.train.loop;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.runs.RoutingStatistics;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** How a batch used the basis. */
final class StepStatistics {

  private StepStatistics() {}

  /**
   * @param paths of the Linears
   * @param coefficients [L, B, N]
   */
  static RoutingStatistics of(List<String> paths, Tensor coefficients) {
    try (Scope scope = new Scope()) {
      Tensor size = coefficients.abs();
      Tensor sum = size.sum(new long[] {2}, true, new ScalarTypeOptional());
      Tensor entropies = MixtureTerms.entropies(size.div(Tensors.plus(sum, 1e-9))); // [L, B]
      return new RoutingStatistics(
          paths,
          (int) coefficients.size(2),
          Tensors.floats(Tensors.mean(coefficients, 1)),
          Tensors.floats(Tensors.mean(entropies, 1)));
    }
  }
}
