package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.lora.Conversion;
import io.lorweb.lora.FittedLora;
import io.lorweb.lora.LoraFile;
import io.lorweb.lora.LoraSurvey;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A LoRA file in another dialect does what the original does. */
@Tag("parity")
class LoraConversionParityTest {

  private static final String FOLDER = "lora-dialects";

  @TempDir Path temporary;

  @TestFactory
  Stream<DynamicTest> convertedFilesHaveEqualEffect() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : FixtureTree.caseFolders(FOLDER)) {
      for (Dialect dialect : Dialect.values()) {
        tests.add(
            DynamicTest.dynamicTest(
                folder.getFileName() + " to " + dialect, () -> convert(folder, dialect)));
      }
    }
    return tests.stream();
  }

  private void convert(Path folder, Dialect dialect) throws Exception {
    try (FixtureCase fixture = new FixtureCase(folder)) {
      if (fixture.json().has("refusals")) {
        return;
      }
      Path file = fixture.file(fixture.json().get("file").asText());
      assertThat(LoraSurvey.inspect(file).modules()).isNotEmpty();
      Path converted = temporary.resolve(folder.getFileName() + "-" + dialect + ".safetensors");
      try {
        Conversion.write(file, converted, dialect);
      } catch (InputException e) {
        assertThat(e).hasMessageContaining("convert to");
        return;
      }
      compare(fixture, folder, converted);
    }
  }

  private static void compare(FixtureCase fixture, Path folder, Path converted) {
    Path model = folder.resolve(fixture.json().get("model").asText());
    model = Files.isDirectory(model.resolve("transformer")) ? model.resolve("transformer") : model;
    try (Weights weights = new Weights(Checkpoint.open(model), Placement.CPU_FP32);
        Arena arena = new Arena();
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope();
        LoraFile file = LoraFile.open(converted)) {
      FluxTransformer transformer =
          new FluxTransformer(
              FluxConfig.read(JsonFile.read(model.resolve("config.json"))), weights);
      Comparison comparison = new Comparison(fixture);
      for (String key : List.of("sample.scale_1", "sample.scale_0.7")) {
        double scale = key.endsWith("_1") ? 1 : 0.7;
        FittedLora fitted = FittedLora.of(file, transformer, scale, arena);
        comparison.check(key, fixture.velocity(transformer.adapted(fitted.adapter())));
      }
    }
  }
}
