package io.lorweb.parity;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
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

  private static void run(FixtureCase fixture, Comparison comparison, MemoryPlan memory) {
    FluxConfig config = FluxConfig.read(JsonFile.read(fixture.file("transformer/config.json")));
    try (Weights weights =
            new Weights(
                Checkpoint.open(fixture.file("transformer")), Placement.CPU_FP32.with(memory));
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      FluxTransformer model = new FluxTransformer(config, weights).watched(comparison::seen);
      Tensor sample =
          model.forward(
              model.embedImage(fixture.input("hidden_states")),
              model.embedText(fixture.input("encoder_hidden_states")),
              fixture.input("pooled_projections"),
              fixture.input("timestep"),
              fixture.hasInput("guidance") ? fixture.input("guidance") : null,
              model.rope(fixture.input("txt_ids"), fixture.input("img_ids")));
      comparison.seen("sample", sample);
    }
  }
}
