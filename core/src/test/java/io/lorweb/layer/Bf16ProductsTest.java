package io.lorweb.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.sample.Noise;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products whose factors are bf16, between float32 activations. */
class Bf16ProductsTest {

  /** Half a step of bf16's eight bits, relative. */
  private static final double ROUNDING = 1.0 / 256;

  private static final int IN = 64;
  private static final int OUT = 48;

  @TempDir Path folder;

  @BeforeEach
  void write() {
    try (Scope scope = new Scope()) {
      Tensor weight = Noise.normal(1, OUT, IN);
      SafetensorsWriter.write(
          folder.resolve("model.safetensors"),
          Map.of(
              "bf16.weight", weight.to(ScalarType.BFloat16),
              "bf16.bias", Noise.normal(2, OUT),
              "wide.weight", weight,
              "wide.bias", Noise.normal(3, OUT)),
          Map.of());
    }
  }

  private Weights weights(MemoryPlan plan) {
    return new Weights(
        Checkpoint.open(folder), new Placement(Device.CPU, ComputeType.BF16_PRODUCTS, plan));
  }

  @Test
  void aLinearIsTheProductOfRoundedFactors() {
    try (Weights weights = weights(MemoryPlan.RESIDENT);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor x = Noise.normal(9, 7, IN);
      Tensor y = weights.root().linear("wide", IN, OUT).forward(x);
      assertThat(y.scalar_type().value).isEqualTo(ScalarType.Float.value);
      Tensor product = rounded(x).matmul(rounded(Noise.normal(1, OUT, IN)).t());
      Tensor bias = Noise.normal(3, OUT).to(ScalarType.Double);
      Tensor gap = y.to(ScalarType.Double).sub(product.add(bias)).abs();
      assertThat(gap.sub(Tensors.times(product.abs(), ROUNDING)).max().item_double())
          .as("only the product is rounded, not the bias")
          .isLessThan(1e-5);
    }
  }

  private static Tensor rounded(Tensor factor) {
    return factor.to(ScalarType.BFloat16).to(ScalarType.Double);
  }

  @Test
  void weightsAreUsedAsTheyRestOrRoundedOnceWithTheSameBits() {
    try (Weights resident = weights(MemoryPlan.RESIDENT);
        Weights streamed = weights(MemoryPlan.STREAM);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor x = Noise.normal(9, 2, 5, IN);
      for (String name : List.of("bf16", "wide")) {
        assertThat(Tensors.floats(streamed.root().linear(name, IN, OUT).forward(x)))
            .as(name)
            .containsExactly(Tensors.floats(resident.root().linear(name, IN, OUT).forward(x)));
      }
    }
  }

  @Test
  void gradientsFlowThroughTheProduct() {
    try (Weights weights = weights(MemoryPlan.RESIDENT);
        Scope scope = new Scope()) {
      Tensor x = Noise.normal(9, 3, IN).requires_grad_(true);
      weights.root().linear("wide", IN, OUT).forward(x).sum().backward();
      Tensor expected = rounded(Noise.normal(1, OUT, IN)).sum(0);
      assertThat(x.grad().scalar_type().value).isEqualTo(ScalarType.Float.value);
      double gap = x.grad().to(ScalarType.Double).sub(expected).abs().max().item_double();
      assertThat(gap).isLessThan(expected.abs().max().item_double() * ROUNDING);
    }
  }

  @Test
  void attentionAgreesWithThatOfFloat32() {
    assertThat(gapOfAttention(40, 56)).isLessThan(0.02);
  }

  @Test
  void attentionOverManyTokensIsComputedInPartsThatFollowEachOther() {
    assertThat(gapOfAttention(9000, 4000)).isLessThan(0.02);
  }

  /** Relative difference from attention in float32: scores are rounded, too. */
  private static double gapOfAttention(int queries, int others) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor q = Tensors.times(Noise.normal(1, 1, queries, 2, 16), 2);
      Tensor k = Noise.normal(2, 1, others, 2, 16);
      Tensor v = Noise.normal(3, 1, others, 2, 16);
      Tensor exact = Attention.full(q, k, v);
      Tensor coarse =
          Attention.full(
              q.to(ScalarType.BFloat16), k.to(ScalarType.BFloat16), v.to(ScalarType.BFloat16));
      assertThat(coarse.shape()).isEqualTo(exact.shape());
      Tensor gap = coarse.to(ScalarType.Float).sub(exact);
      return Math.sqrt(gap.mul(gap).mean().item_float() / exact.mul(exact).mean().item_float());
    }
  }
}
