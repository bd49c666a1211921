package io.lorweb.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.basis.Basis;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.Router;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.DenseLinear;
import io.lorweb.layer.Linear;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.DType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way of putting a mixture on a Linear against plain loops over the definition: y = W x +
 * bias + sum_n e_n B_n (A_n x), e = activation of keys times query.
 */
class MixtureOracleTest {

  private static final String PATH = "transformer_blocks.0.attn.to_q";
  private static final int N = 3;
  private static final int RANK = 2;
  private static final int IN = 8;
  private static final int OUT = 5;
  private static final int KEYS = 4;
  private static final int QUERY = 6;
  private static final int BATCH = 2;
  private static final int TOKENS = 8;

  @TempDir Path folder;

  private final float[] a = numbers(1, N * IN * RANK);
  private final float[] b = numbers(2, N * RANK * OUT);
  private final float[] keys = numbers(3, N * KEYS);
  private final float[] weight = numbers(4, OUT * IN);
  private final float[] bias = numbers(5, OUT);
  private final float[] x = numbers(6, BATCH * TOKENS * IN);

  private Scope scope;
  private Arena arena;
  private NoGradGuard guard;

  @BeforeEach
  void open() {
    scope = new Scope();
    arena = new Arena();
    guard = new NoGradGuard();
  }

  @AfterEach
  void close() {
    guard.close();
    arena.close();
    scope.close();
  }

  private static float[] numbers(long seed, int count) {
    try (Scope inner = new Scope()) {
      return Tensors.floats(Noise.normal(seed, count));
    }
  }

  private BasisAdapter adapter(int queryWidth, String json) {
    Basis basis =
        new Basis(
            Tensors.of(a, N, IN, RANK),
            Tensors.of(b, N, RANK, OUT),
            Tensors.of(keys, N, KEYS),
            Tensors.of(projection(queryWidth), KEYS, queryWidth));
    Path file = folder.resolve("adapter.safetensors");
    BasisAdapter.write(file, Map.of(PATH, basis), Map.of("lorweb", json));
    return BasisAdapter.open(file, Optional.empty());
  }

  private static float[] projection(int queryWidth) {
    return numbers(7, KEYS * queryWidth);
  }

  /** What the Linear says with {@code adapting} on it: [BATCH, TOKENS, OUT]. */
  private float[] forward(Adapter adapting) {
    DenseLinear bare = new DenseLinear(Tensors.of(weight, OUT, IN), Tensors.of(bias, OUT));
    assertThat(adapting.adapt("another", bare)).isSameAs(bare);
    Linear adapted = adapting.adapt(PATH, bare);
    assertThat(adapted.in()).isEqualTo(IN);
    assertThat(adapted.out()).isEqualTo(OUT);
    return Tensors.floats(adapted.forward(Tensors.of(x, BATCH, TOKENS, IN)));
  }

  /**
   * The same by its definition.
   *
   * @param e coefficients of every sample
   */
  private double[] expected(double[][] e) {
    double[] y = new double[BATCH * TOKENS * OUT];
    for (int sample = 0; sample < BATCH; sample++) {
      for (int token = 0; token < TOKENS; token++) {
        int row = (sample * TOKENS + token) * IN;
        for (int out = 0; out < OUT; out++) {
          double sum = bias[out];
          for (int in = 0; in < IN; in++) {
            sum += (double) weight[out * IN + in] * x[row + in];
          }
          for (int n = 0; n < N; n++) {
            for (int r = 0; r < RANK; r++) {
              double hidden = 0;
              for (int in = 0; in < IN; in++) {
                hidden += (double) a[(n * IN + in) * RANK + r] * x[row + in];
              }
              sum += e[sample][n] * b[(n * RANK + r) * OUT + out] * hidden;
            }
          }
          y[(sample * TOKENS + token) * OUT + out] = sum;
        }
      }
    }
    return y;
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(new float[expected.length]);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("number %d", i).isCloseTo(expected[i], within(2e-4));
    }
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** softmax(K (W_q q) / sqrt(d)), by head and averaged. */
  private double[] coefficients(double[] query, int heads, boolean softmax, boolean sum) {
    float[] projection = projection(query.length);
    double[] projected = new double[KEYS];
    for (int d = 0; d < KEYS; d++) {
      for (int q = 0; q < query.length; q++) {
        projected[d] += projection[d * query.length + q] * query[q];
      }
    }
    int width = KEYS / heads;
    double[] e = new double[N];
    for (int head = 0; head < heads; head++) {
      double[] active = new double[N];
      double total = 0;
      for (int n = 0; n < N; n++) {
        double logit = 0;
        for (int d = head * width; d < (head + 1) * width; d++) {
          logit += keys[n * KEYS + d] * projected[d];
        }
        logit /= Math.sqrt(width);
        active[n] = softmax ? Math.exp(logit) : Math.tanh(logit);
        total += active[n];
      }
      for (int n = 0; n < N; n++) {
        e[n] += (softmax ? active[n] / total : active[n]) / (sum ? 1 : heads);
      }
    }
    if (sum) {
      for (int n = 0; n < N; n++) {
        e[n] = Math.max(softmax ? 0 : -1, Math.min(1, e[n]));
      }
    }
    return e;
  }

  @Test
  void foldedMergedAndPerSample() {
    try (BasisAdapter adapter = adapter(QUERY, "{\"query_mode\": \"ca'-ca\"}");
        MountedBasis mounted = new MountedBasis(adapter, Placement.CPU_FP32)) {
      Mixture first = new Mixture(List.of(PATH), N, new float[] {0.7f, -0.4f, 1.1f});
      Mixture second = new Mixture(List.of(PATH), N, new float[] {-0.2f, 0.9f, 0.3f});
      double[] e = doubles(first.coefficients());
      double[] alike = expected(new double[][] {e, e});
      assertClose(forward(mounted.folded(first, arena)), alike);
      assertClose(forward(mounted.merged(first, arena)), alike);
      assertClose(forward(mounted.perSample(List.of(first, first), arena)), alike);
      assertClose(
          forward(mounted.perSample(List.of(first, second), arena)),
          expected(new double[][] {e, doubles(second.coefficients())}));
      Tensor spread =
          mounted.repeated(
              Tensors.of(new float[] {0.7f, -0.4f, 1.1f, -0.2f, 0.9f, 0.3f}, BATCH, N));
      assertClose(
          forward(mounted.mixed(path -> spread)),
          expected(new double[][] {e, doubles(second.coefficients())}));
    }
  }

  @Test
  void gradientsOfRepeatedCoefficientsAddUp() {
    try (BasisAdapter adapter = adapter(QUERY, "{\"query_mode\": \"ca'-ca\"}");
        MountedBasis mounted = new MountedBasis(adapter, Placement.CPU_FP32)) {
      Tensor gradients = Tensors.of(new float[] {1, 2, 30, 40, 500, 600}, 1, N * RANK);
      assertThat(Tensors.floats(mounted.summed(gradients))).containsExactly(3, 70, 1100);
      Tensor coefficients = Tensors.of(new float[] {1, 2, 3}, 1, N);
      assertThat(Tensors.floats(mounted.repeated(coefficients))).containsExactly(1, 1, 2, 2, 3, 3);
    }
  }

  @Test
  void aWideMixtureOnANarrowBaseComputesWideAndAnswersNarrow() {
    try (BasisAdapter adapter = adapter(QUERY, "{\"query_mode\": \"ca'-ca\"}");
        MountedBasis mounted = new MountedBasis(adapter, Placement.CPU_FP32)) {
      Tensor w = Tensors.of(weight, OUT, IN).to(ScalarType.BFloat16);
      Tensor shift = Tensors.of(bias, OUT).to(ScalarType.BFloat16);
      Tensor input = Tensors.of(x, BATCH, TOKENS, IN).to(ScalarType.BFloat16);
      Mixture mixture = new Mixture(List.of(PATH), N, new float[] {0.7f, -0.4f, 1.1f});
      Tensor y =
          mounted
              .perSample(List.of(mixture, mixture), arena)
              .adapt(PATH, new DenseLinear(w, shift))
              .forward(input);
      assertThat(DType.of(y.scalar_type())).isEqualTo(DType.BF16);
      double[] e = doubles(mixture.coefficients());
      double[] expected = expected(new double[][] {e, e});
      float[] actual = Tensors.floats(y);
      for (int i = 0; i < expected.length; i++) {
        // Inputs, base and sum keep 8 bits each.
        assertThat((double) actual[i])
            .as("number %d", i)
            .isCloseTo(expected[i], within(0.15 + 0.02 * Math.abs(expected[i])));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"heads\": 1, \"activation\": \"softmax\", \"mixing_coeffs\": \"mean\"",
        "\"heads\": 2, \"activation\": \"softmax\", \"mixing_coeffs\": \"mean\"",
        "\"heads\": 2, \"activation\": \"softmax\", \"mixing_coeffs\": \"sum\"",
        "\"heads\": 2, \"activation\": \"tanh\", \"mixing_coeffs\": \"sum\"",
        "\"heads\": 4, \"activation\": \"tanh\", \"mixing_coeffs\": \"mean\""
      })
  void routed(String routing) {
    try (BasisAdapter adapter = adapter(QUERY, "{\"query_mode\": \"ca'-ca\", " + routing + "}");
        Router router = adapter.router()) {
      float[] query = numbers(8, QUERY);
      double[] expected =
          coefficients(
              doubles(query),
              adapter.config().routing().heads(),
              routing.contains("softmax"),
              routing.contains("sum"));
      assertClose(router.route(query).coefficients(), expected);
      // Parts of a query may come one after the other.
      float[] left = router.logits(Arrays.copyOf(query, 2), 0);
      float[] right = router.logits(Arrays.copyOfRange(query, 2, QUERY), 2);
      for (int i = 0; i < left.length; i++) {
        left[i] += right[i];
      }
      assertClose(router.mix(left).coefficients(), expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aa'bb'", "caa'bb'", "caa'b", "caa'"})
  void internal(String mode) {
    String json = "{\"external_query\": false, \"query_mode\": \"" + mode + "\"}";
    try (BasisAdapter adapter = adapter(IN, json);
        MountedBasis mounted = new MountedBasis(adapter, Placement.CPU_FP32)) {
      // The second half of the tokens is the context: a, a', b and b' in this order.
      int from = mode.startsWith("c") ? TOKENS / 2 : 0;
      int to =
          switch (mode) {
            case "caa'b" -> TOKENS / 2 + 3;
            case "caa'" -> TOKENS / 2 + 2;
            default -> TOKENS;
          };
      double[][] e = new double[BATCH][];
      for (int sample = 0; sample < BATCH; sample++) {
        double[] query = new double[IN];
        for (int token = from; token < to; token++) {
          for (int in = 0; in < IN; in++) {
            query[in] += x[(sample * TOKENS + token) * IN + in] / (double) (to - from);
          }
        }
        e[sample] = coefficients(query, 1, true, false);
      }
      assertClose(forward(mounted.internal()), expected(e));
    }
  }

  @Test
  void mixturesAddAndScaleAsTheirCoefficientsDo() {
    Mixture one = new Mixture(List.of("p", "q"), 2, new float[] {1, 2, 3, 4});
    Mixture other = new Mixture(List.of("p", "q"), 2, new float[] {0.5f, -2, 0, 8});
    assertThat(one.plus(other).coefficients()).containsExactly(1.5f, 0, 3, 12);
    assertThat(one.scaled(-0.5).coefficients()).containsExactly(-0.5f, -1, -1.5f, -2);
    assertThat(Mixture.mean(List.of(one, other)).coefficients()).containsExactly(0.75f, 0, 1.5f, 6);
    assertThat(one.of(1)).containsExactly(3, 4);
    assertThat(one.coefficients()).containsExactly(1, 2, 3, 4);
  }
}
