package io.lorweb.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.sample.Noise;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Linear gives the same whether its weights are resident, streamed or (nearly) int8. */
class MemoryPlanLinearTest {

  private static final int IN = 40;
  private static final int OUT = 24;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("model.safetensors");
    try (Scope scope = new Scope()) {
      Tensor weight = Noise.normal(1, OUT, IN);
      weight.select(0, 3).zero_();
      weight.select(0, 4).mul_(Tensors.number(1000));
      SafetensorsWriter.write(
          file,
          Map.of(
              "half.weight", weight.to(ScalarType.Half),
              "half.bias", Noise.normal(2, OUT).to(ScalarType.Half),
              "bf16.weight", weight.to(ScalarType.BFloat16),
              "bf16.bias", Noise.normal(3, OUT).to(ScalarType.BFloat16),
              "wide.weight", Noise.normal(4, 3 * OUT, IN),
              "wide.bias", Noise.normal(5, 3 * OUT)),
          Map.of());
    }
  }

  private Weights weights(MemoryPlan plan) {
    return new Weights(Checkpoint.open(file), Placement.CPU_FP32.with(plan));
  }

  private static Linear linear(Weights weights, String name) {
    return weights.root().linear(name, IN, name.equals("wide") ? 3 * OUT : OUT);
  }

  @Test
  void streamedEqualsResidentExactly() {
    try (Weights resident = weights(MemoryPlan.RESIDENT);
        Weights streamed = weights(MemoryPlan.STREAM);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor x = Noise.normal(9, 2, 5, IN);
      for (String name : List.of("half", "bf16", "wide")) {
        assertThat(linear(streamed, name)).isInstanceOf(StreamedLinear.class);
        assertThat(linear(streamed, name).in()).isEqualTo(IN);
        assertThat(Tensors.floats(linear(streamed, name).forward(x)))
            .as(name)
            .containsExactly(Tensors.floats(linear(resident, name).forward(x)));
      }
    }
  }

  @Test
  void streamedWeightsAreNotOverwrittenWhileGradientsAreRecorded() {
    try (Weights resident = weights(MemoryPlan.RESIDENT);
        Weights streamed = weights(MemoryPlan.STREAM);
        Scope scope = new Scope()) {
      Tensor expected = gradient(resident);
      assertThat(Tensors.floats(gradient(streamed))).containsExactly(Tensors.floats(expected));
    }
  }

  /** Of two Linears one after another, which would share a buffer. */
  private static Tensor gradient(Weights weights) {
    Tensor x = Noise.normal(9, 5, IN).requires_grad_(true);
    Tensor sum = linear(weights, "half").forward(x).sum();
    sum.add(linear(weights, "bf16").forward(x).sum()).backward();
    return x.grad();
  }

  @Test
  void int8IsWithinOnePercentOfEachRowsLargestWeight() {
    try (Weights resident = weights(MemoryPlan.RESIDENT);
        Weights int8 = weights(MemoryPlan.INT8);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor eye = torch.eye(IN);
      Tensor bias = linear(resident, "half").forward(torch.zeros(1, IN));
      assertThat(linear(int8, "half")).isInstanceOf(Int8Linear.class);
      assertThat(Tensors.floats(linear(int8, "half").forward(torch.zeros(1, IN))))
          .as("the bias is not quantised")
          .containsExactly(Tensors.floats(bias));
      Tensor exact = linear(resident, "half").forward(eye).sub(bias); // [in, out]
      Tensor rounded = linear(int8, "half").forward(eye).sub(bias);
      float[] scale = Tensors.floats(exact.abs().amax(new long[] {0}, false));
      float[] gap = Tensors.floats(rounded.sub(exact).abs().amax(new long[] {0}, false));
      for (int row = 0; row < OUT; row++) {
        assertThat(gap[row]).as("row %d", row).isLessThanOrEqualTo(0.01f * scale[row]);
      }
      assertThat(gap[3]).as("a row of zeros stays one").isZero();
      assertThat(gap[0]).as("it is rounded at all").isPositive();
    }
  }

  @Test
  void severalThreadsBorrowBuffersAtOnce() throws Exception {
    for (MemoryPlan plan : List.of(MemoryPlan.STREAM, MemoryPlan.INT8)) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try (Weights weights = weights(plan)) {
        List<Future<Integer>> wrong = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          String name = List.of("half", "wide", "bf16", "wide").get(thread);
          Tensor x = Noise.normal(thread, 7, IN);
          wrong.add(threads.submit(() -> differing(linear(weights, name), x)));
        }
        for (Future<Integer> each : wrong) {
          assertThat(each.get()).as("results of %s that changed", plan).isZero();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  /** How many of 300 results differ from the first. */
  private static int differing(Linear linear, Tensor x) {
    int wrong = 0;
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor first = linear.forward(x);
      for (int i = 0; i < 300; i++) {
        try (Scope inner = new Scope()) {
          wrong += linear.forward(x).equal(first) ? 0 : 1;
        }
      }
    }
    return wrong;
  }
}
