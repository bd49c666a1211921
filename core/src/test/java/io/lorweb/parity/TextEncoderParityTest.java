package io.lorweb.parity;

import io.lorweb.config.JsonFile;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTextModel;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Encoder;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** CLIPTextModel and T5EncoderModel, resident and streamed, against the reference's every block. */
@Tag("parity")
class TextEncoderParityTest {

  @TestFactory
  Stream<DynamicTest> clipResident() {
    return FixtureTree.cases("clip-text", (f, c) -> clip(f, c, MemoryPlan.RESIDENT));
  }

  @TestFactory
  Stream<DynamicTest> clipStreamed() {
    return FixtureTree.cases("clip-text", (f, c) -> clip(f, c, MemoryPlan.STREAM));
  }

  @TestFactory
  Stream<DynamicTest> t5Resident() {
    return FixtureTree.cases("t5-encoder", (f, c) -> t5(f, c, MemoryPlan.RESIDENT));
  }

  @TestFactory
  Stream<DynamicTest> t5Streamed() {
    return FixtureTree.cases("t5-encoder", (f, c) -> t5(f, c, MemoryPlan.STREAM));
  }

  private static void clip(FixtureCase fixture, Comparison comparison, MemoryPlan memory) {
    Path folder = fixture.file(fixture.json().get("model").asText());
    ClipTextConfig config = ClipTextConfig.read(JsonFile.read(folder.resolve("config.json")));
    try (Weights weights = weights(folder, memory);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      new ClipTextModel(config, weights)
          .watched((name, value) -> comparison.seen(name.replace("text_model.encoder.", ""), value))
          .pooled(fixture.input("input_ids"));
    }
  }

  private static void t5(FixtureCase fixture, Comparison comparison, MemoryPlan memory) {
    Path folder = fixture.file(fixture.json().get("model").asText());
    T5Config config = T5Config.read(JsonFile.read(folder.resolve("config.json")));
    try (Weights weights = weights(folder, memory);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      new T5Encoder(config, weights)
          .watched((name, value) -> comparison.seen(name.replace("encoder.", ""), value))
          .encode(fixture.input("input_ids"));
    }
  }

  private static Weights weights(Path folder, MemoryPlan memory) {
    return new Weights(Checkpoint.open(folder), Placement.CPU_FP32.with(memory));
  }
}
