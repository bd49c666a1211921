package io.lorweb.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Scene;
import io.lorweb.flux.Packing;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.Pixels;
import io.lorweb.parity.Comparison;
import io.lorweb.parity.FixtureCase;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Conditioning;
import io.lorweb.sample.Sigmas;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The whole base pipeline out of a model folder, resident, streamed and (loosely) int8. */
@Tag("parity")
class KontextPipelineParityTest {

  @TestFactory
  Stream<DynamicTest> resident() {
    return FixtureTree.cases("kontext-pipeline", (f, c) -> run(f, c, MemorySetting.RESIDENT));
  }

  @TestFactory
  Stream<DynamicTest> streamed() {
    return FixtureTree.cases("kontext-pipeline", (f, c) -> run(f, c, MemorySetting.STREAM));
  }

  private static void run(FixtureCase fixture, Comparison comparison, MemorySetting memory) {
    JsonNode json = fixture.json();
    PartPlacement placement = new PartPlacement(Device.CPU, DtypeSetting.FP32, memory);
    ModelFolder folder = ModelFolder.of(fixture.file(json.get("model").asText()));
    try (KontextModel model = KontextModel.load(folder, placement);
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      Composer composer =
          new Composer(
              Layout.QUERY,
              new CanvasSize(
                  Optional.empty(),
                  OptionalLong.of(json.get("max_area").asLong()),
                  OptionalInt.empty(),
                  OptionalInt.empty()),
              Compatibility.REFERENCE_OWN_SIZE,
              model.pixelsPerToken());
      Scene scene = composer.alone(PictureReader.read(fixture.file(json.get("picture").asText())));
      JsonNode output = json.get("output");
      assertThat(scene.output()).isEqualTo(new Size(output.get(0).asInt(), output.get(1).asInt()));

      Generation generation =
          new Generation(
              model,
              model.transformer(),
              new Plan.Wording(
                  json.get("prompt").asText(),
                  Optional.ofNullable(json.get("negative").textValue()),
                  json.get("cfg").asDouble(),
                  json.get("length").asInt()),
              new Plan.Sampling(json.get("steps").asInt(), json.get("guidance").asDouble(), 0),
              Optional.empty());
      Conditioning conditioning = generation.conditioning(scene);
      comparison.check("prompt_embeds", conditioning.prompt().states());
      comparison.check("pooled_prompt_embeds", conditioning.prompt().pooled());
      comparison.check("context_picture", Pixels.toTensor(scene.context().get(0)));
      comparison.check("context_latents", conditioning.context());
      int rows = scene.output().height() / model.pixelsPerToken();
      int columns = scene.output().width() / model.pixelsPerToken();
      comparison.check(
          "img_ids", Tensors.cat(0, Packing.ids(0, rows, columns), conditioning.contextIds()));
      Sigmas sigmas = Sigmas.of(model.scheduler(), generation.sampling().steps(), rows * columns);
      float[] timesteps = new float[sigmas.steps()];
      for (int i = 0; i < timesteps.length; i++) {
        timesteps[i] = sigmas.timestep(i);
      }
      comparison.check("timesteps", Tensors.of(timesteps, timesteps.length));
      KontextRun.compare(fixture, comparison, model, model.transformer(), generation, scene);
    }
  }
}
