package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** FluxTransformer2DModel, resident and streamed, against the reference's every intermediate. */
@Tag("parity")
class FluxTransformerParityTest {

  @TestFactory
  Stream<DynamicTest> resident() {
    return FixtureTree.cases("flux-transformer", (f, c) -> run(f, c, MemoryPlan.RESIDENT));
  }

  @TestFactory
  Stream<DynamicTest> streamed() {
    return FixtureTree.cases("flux-transformer", (f, c) -> run(f, c, MemoryPlan.STREAM));
  }

  /** Not the reference's numbers: the velocity may differ by bf16's rounding and no more. */
  @TestFactory
  Stream<DynamicTest> inBf16Products() {
    return FixtureTree.each("flux-transformer", FluxTransformerParityTest::close);
  }

  private static void run(FixtureCase fixture, Comparison comparison, MemoryPlan memory) {
    try (Weights weights = weights(fixture, Placement.CPU_FP32.with(memory));
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      FluxTransformer model = new FluxTransformer(config(fixture), weights);
      comparison.seen("sample", fixture.velocity(model.watched(comparison::seen)));
    }
  }

  private static void close(FixtureCase fixture) {
    Placement placement = new Placement(Device.CPU, ComputeType.BF16_PRODUCTS, MemoryPlan.RESIDENT);
    try (Weights weights = weights(fixture, placement);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Tensor velocity = fixture.velocity(new FluxTransformer(config(fixture), weights));
      Tensor expected = fixture.expected().tensor("sample").to(ScalarType.Float);
      double gap = velocity.sub(expected).norm().item_float() / expected.norm().item_float();
      assertThat(gap).as("relative difference of the velocity").isPositive().isLessThan(0.02);
    }
  }

  private static FluxConfig config(FixtureCase fixture) {
    return FluxConfig.read(JsonFile.read(fixture.file("transformer/config.json")));
  }

  private static Weights weights(FixtureCase fixture, Placement placement) {
    return new Weights(Checkpoint.open(fixture.file("transformer")), placement);
  }
}
