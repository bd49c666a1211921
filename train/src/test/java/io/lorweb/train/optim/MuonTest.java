package io.lorweb.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.Optimization;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuonTest {

  private static final double LR = 1e-2;
  private static final double DECAY = 0.05;

  private static Optimization settings(Optimization.Method method) {
    return new Optimization(
        1, 1, 1, method, LR, 0.9, 0.99, 1e-6, DECAY, 1, Optimization.Schedule.CONSTANT);
  }

  /** Normal numbers of a deviation of {@code scale}, the same for the same seed. */
  private static Tensor normal(long seed, double scale, long... shape) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return Tensors.of(values, shape);
  }

  /** Sums of every matrix's numbers, [N]. */
  private static float[] sums(Tensor matrices) {
    return Tensors.floats(matrices.sum(1, 2));
  }

  @ParameterizedTest
  @CsvSource({"6, 8, 24, 1", "6, 24, 8, 1e-5", "6, 4, 64, 1e4", "3, 1, 40, 1", "1, 30, 60, 0.1"})
  void directionsHaveSingularValuesNearOneAndKeepTheirSign(
      long count, long rows, long columns, double scale) {
    try (Scope scope = new Scope()) {
      Tensor x = normal(3, scale, count, rows, columns);
      Tensor direction = NewtonSchulz.of(x);

      assertThat(direction.shape()).containsExactly(count, rows, columns);
      for (float value : Tensors.floats(torch.linalg_svdvals(direction))) {
        assertThat(value).isBetween(0.6f, 1.25f);
      }
      // <U V^T, U S V^T> is the sum of the singular values.
      float[] inner = sums(direction.mul(x));
      float[] nuclear = Tensors.floats(torch.linalg_svdvals(x).sum(1));
      for (int i = 0; i < count; i++) {
        assertThat(inner[i] / nuclear[i]).isBetween(0.6f, 1.25f);
      }
    }
  }

  @Test
  void nothingHasNoDirection() {
    try (Scope scope = new Scope()) {
      assertThat(Tensors.floats(NewtonSchulz.of(torch.zeros(2, 3, 5)))).containsOnly(0);
    }
  }

  @Test
  void manyMatricesMoveAsEachWould() {
    try (Scope scope = new Scope()) {
      Tensor all = normal(4, 1, 5, 4, 20);
      Tensor together = NewtonSchulz.of(all);
      for (int i = 0; i < 5; i++) {
        Tensor one = NewtonSchulz.of(all.narrow(0, i, 1));
        assertThat(one.sub(together.narrow(0, i, 1)).abs().max().item_float()).isLessThan(1e-5f);
      }
      // Not as one large matrix would.
      Tensor stacked = NewtonSchulz.of(all.view(1, 20, 20)).view(5, 4, 20);
      assertThat(stacked.sub(together).abs().max().item_float()).isGreaterThan(0.1f);
    }
  }

  private static final long N = 3;
  private static final long ROWS = 4;
  private static final long COLUMNS = 20;

  @Test
  void matricesFollowTheFormula() {
    try (Scope scope = new Scope()) {
      Parameters.Plan plan =
          new Parameters.Plan()
              .add("bias", v -> {}, 5)
              .addMatrix("w", v -> v.copy_(normal(0, 1, N, ROWS, COLUMNS)), N, ROWS, COLUMNS);
      try (Parameters parameters = new Parameters(plan, Device.CPU);
          Optimizer muon = Optimizer.of(parameters, settings(Optimization.Method.MUON))) {
        Tensor p = normal(0, 1, N, ROWS, COLUMNS);
        Tensor m = torch.zeros(N, ROWS, COLUMNS);
        for (int step = 1; step <= 3; step++) {
          Tensor g = normal(step, 1e-2, N, ROWS, COLUMNS);
          parameters.gradient("w").copy_(g);
          muon.step(step, LR);

          m = Tensors.times(m, 0.95).add(Tensors.times(g, 0.05));
          Tensor ahead = Tensors.times(m, 0.95).add(Tensors.times(g, 0.05));
          p = Tensors.times(p, 1 - LR * DECAY);
          p = p.sub(Tensors.times(NewtonSchulz.of(ahead), LR * 0.2 * Math.sqrt(COLUMNS)));
        }
        Tensor actual = parameters.get("w").detach();
        assertThat(actual.sub(p).abs().max().item_float()).isLessThan(1e-5f);
      }
    }
  }

  /** At AdamW's learning rate a step is as wide as AdamW's, whatever the matrix's shape. */
  @ParameterizedTest
  @CsvSource({"4, 200", "200, 4", "50, 50"})
  void stepsAreAsWideAsAdamWs(long rows, long columns) {
    try (Scope scope = new Scope()) {
      Parameters.Plan plan = new Parameters.Plan().addMatrix("w", v -> {}, rows, columns);
      try (Parameters parameters = new Parameters(plan, Device.CPU);
          Optimizer muon = Optimizer.of(parameters, settings(Optimization.Method.MUON))) {
        parameters.gradients().copy_(normal(1, 1, rows * columns));
        muon.step(1, LR);
        double square = parameters.values().square().mean().item_double();
        assertThat(Math.sqrt(square)).isCloseTo(0.2 * LR, within(0.25 * 0.2 * LR));
      }
    }
  }

  /** What is no matrix. */
  private static final List<String> REST = List.of("bias", "table", "norm");

  private static Parameters.Plan mixed(boolean matrices) {
    Parameters.Plan plan = new Parameters.Plan();
    plan.add("bias", v -> v.copy_(normal(11, 1, 7)), 7);
    if (matrices) {
      plan.addMatrix("w", v -> v.copy_(normal(12, 1, 6, 5)), 6, 5);
    }
    plan.add("table", v -> v.copy_(normal(13, 1, 30, 9)), 30, 9);
    plan.add("norm", v -> v.copy_(normal(14, 1, 3)), 3);
    if (matrices) {
      plan.addMatrix("v", v -> v.copy_(normal(15, 1, 2, 3, 5)), 2, 3, 5);
    }
    return plan;
  }

  private static float[][] rest(boolean matrices, Optimization.Method method) {
    try (Scope scope = new Scope();
        Parameters parameters = new Parameters(mixed(matrices), Device.CPU);
        Optimizer optimizer = Optimizer.of(parameters, settings(method))) {
      for (int step = 1; step <= 4; step++) {
        for (String name : parameters.slots().keySet()) {
          long[] shape = parameters.slots().get(name).shape();
          parameters.gradient(name).copy_(normal(step * 100L + name.hashCode(), 1e-2, shape));
        }
        optimizer.step(step, LR);
      }
      return REST.stream()
          .map(name -> Tensors.floats(parameters.get(name).detach()))
          .toArray(float[][]::new);
    }
  }

  @Test
  void everythingElseMovesExactlyAsByAdamW() {
    float[][] byMuon = rest(true, Optimization.Method.MUON);
    float[][] byAdamW = rest(false, Optimization.Method.ADAMW);
    IntStream.range(0, REST.size())
        .forEach(i -> assertThat(byMuon[i]).as(REST.get(i)).isEqualTo(byAdamW[i]));
    try (Scope scope = new Scope()) {
      assertThat(byMuon[0]).isNotEqualTo(Tensors.floats(normal(11, 1, 7)));
    }
  }

  @Test
  void leastSquaresAreSolved() {
    try (Scope scope = new Scope()) {
      Tensor x = normal(21, 1, 12, 40);
      Tensor y = normal(22, 1, 8, 12).mm(x);
      Parameters.Plan plan = new Parameters.Plan().addMatrix("w", v -> {}, 8, 12);
      try (Parameters parameters = new Parameters(plan, Device.CPU);
          Optimizer muon =
              new Muon(
                  parameters,
                  new Optimization(
                      1,
                      1,
                      1,
                      Optimization.Method.MUON,
                      1,
                      0.9,
                      0.99,
                      1e-6,
                      0,
                      1,
                      Optimization.Schedule.CONSTANT))) {
        double first = y.square().mean().item_double();
        int steps = 150;
        for (int step = 1; step <= steps; step++) {
          try (Scope inner = new Scope()) {
            Tensor w = parameters.get("w").detach();
            Tensor g = w.mm(x).sub(y).mm(x.t());
            parameters.gradient("w").copy_(g);
            muon.step(step, 0.5 * (steps - step) / steps);
          }
        }
        double last = parameters.get("w").detach().mm(x).sub(y).square().mean().item_double();
        assertThat(last).isLessThan(1e-3 * first);
      }
    }
  }

  @Test
  void withoutAnyMatrixThereIsNothingForIt() {
    Parameters.Plan plan = new Parameters.Plan().add("conv", v -> {}, 4, 3, 3, 3);
    try (Parameters parameters = new Parameters(plan, Device.CPU)) {
      assertThatThrownBy(() -> new Muon(parameters, settings(Optimization.Method.MUON)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("use adamw");
    }
  }

  @Test
  void onlyMatricesHaveMomentum() {
    try (Parameters parameters = new Parameters(mixed(true), Device.CPU);
        Optimizer muon = new Muon(parameters, settings(Optimization.Method.MUON))) {
      assertThat(muon.state().get("momentum").numel()).isEqualTo(6 * 5 + 2 * 3 * 5);
      assertThat(muon.state().get("first_moment").numel()).isEqualTo(7 + 30 * 9 + 3);
      assertThat(muon.state().get("second_moment").numel()).isEqualTo(7 + 30 * 9 + 3);
    }
  }
}
