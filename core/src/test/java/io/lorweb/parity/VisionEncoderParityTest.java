package io.lorweb.parity;

import io.lorweb.config.JsonFile;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.vision.ImageEncoder;
import io.lorweb.vision.Preprocessor;
import io.lorweb.vision.VisionConfig;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** CLIP and SigLIP from picture files to embeddings, against the reference's every block. */
@Tag("parity")
class VisionEncoderParityTest {

  @TestFactory
  Stream<DynamicTest> resident() {
    return FixtureTree.cases("vision-encoders", (f, c) -> run(f, c, MemoryPlan.RESIDENT));
  }

  @TestFactory
  Stream<DynamicTest> streamed() {
    return FixtureTree.cases("vision-encoders", (f, c) -> run(f, c, MemoryPlan.STREAM));
  }

  private static void run(FixtureCase fixture, Comparison comparison, MemoryPlan memory) {
    Path folder = fixture.file(fixture.json().get("model").asText());
    VisionConfig config = VisionConfig.read(JsonFile.read(folder.resolve("config.json")));
    Preprocessor preprocessor =
        Preprocessor.read(JsonFile.read(folder.resolve("preprocessor_config.json")), config);
    try (Weights weights = new Weights(Checkpoint.open(folder), Placement.CPU_FP32.with(memory));
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      comparison.seen("pixel_values", preprocessor.pixels(pictures(fixture)));
      ImageEncoder.of(config, weights)
          .watched(
              (name, value) -> comparison.seen(name.replace("vision_model.encoder.", ""), value))
          .encode(fixture.input("pixel_values"));
    }
  }

  private static List<Picture> pictures(FixtureCase fixture) {
    List<Picture> pictures = new ArrayList<>();
    fixture
        .json()
        .get("pictures")
        .forEach(name -> pictures.add(PictureReader.read(fixture.file(name.asText() + ".png"))));
    return pictures;
  }
}
