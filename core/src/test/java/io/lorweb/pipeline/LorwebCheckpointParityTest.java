package io.lorweb.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.adapt.Application;
import io.lorweb.adapt.MountedBasis;
import io.lorweb.analogy.CanvasSize;
import io.lorweb.analogy.Composer;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Composite;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.analogy.Scene;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Mixture;
import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Router;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.Size;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.parity.Comparison;
import io.lorweb.parity.FixtureCase;
import io.lorweb.parity.FixtureTree;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The whole method: triplet, checkpoint and YAML to b', folded, merged and streamed. */
@Tag("parity")
class LorwebCheckpointParityTest {

  @TestFactory
  Stream<DynamicTest> folded() {
    return FixtureTree.cases(
        "lorweb-checkpoint", (f, c) -> run(f, c, MemorySetting.RESIDENT, Application.FOLDED));
  }

  @TestFactory
  Stream<DynamicTest> merged() {
    return FixtureTree.cases(
        "lorweb-checkpoint", (f, c) -> run(f, c, MemorySetting.RESIDENT, Application.MERGED));
  }

  @TestFactory
  Stream<DynamicTest> streamed() {
    return FixtureTree.cases(
        "lorweb-checkpoint", (f, c) -> run(f, c, MemorySetting.STREAM, Application.FOLDED));
  }

  private static void run(
      FixtureCase fixture, Comparison comparison, MemorySetting memory, Application application)
      throws IOException {
    JsonNode json = fixture.json();
    PartPlacement placement = new PartPlacement(Device.CPU, DtypeSetting.FP32, memory);
    ModelFolder folder = ModelFolder.of(fixture.file(json.get("model").asText()));
    Path yaml = fixture.file(json.get("config").asText());
    try (KontextModel model = KontextModel.load(folder, placement);
        BasisAdapter adapter =
            BasisAdapter.open(fixture.file(json.get("adapter").asText()), Optional.of(yaml));
        MountedBasis mounted = MountedBasis.on(model.transformer(), adapter);
        Router router = adapter.router();
        VisionModel vision =
            VisionModel.load(fixture.file(json.get("image_encoder").asText()), placement);
        Arena owner = new Arena();
        NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      assertThat(adapter.config().query().label()).isEqualTo(json.get("query_mode").asText());
      assertThat(router.paths()).isEqualTo(linears(fixture));

      Scene scene = scene(fixture, model);
      assertThat(scene.composite()).isEqualTo(PictureReader.read(fixture.file("composite.png")));
      queries(comparison, vision, scene);

      Mixture mixture = router.route(Tensors.floats(fixture.input("query")));
      comparison.check("coefficients", tensor(mixture));
      Tensor cells = fixture.expected().tensor("query.cells." + adapter.config().query().label());
      comparison.check("coefficients.cells", tensor(router.route(Tensors.floats(cells))));
      forward(fixture, comparison, model, mounted, router, owner);

      FluxTransformer adapted =
          model
              .transformer()
              .adapted(
                  application == Application.MERGED
                      ? mounted.merged(mixture, owner)
                      : mounted.folded(mixture, owner));
      Generation generation =
          new Generation(
              model,
              adapted,
              Plan.Wording.of(json.get("prompt").asText(), json.get("text_length").asInt()),
              new Plan.Sampling(json.get("steps").asInt(), json.get("guidance").asDouble(), 0),
              Optional.of(Tensors.floats(fixture.input("latents"))));
      KontextRun.compare(fixture, comparison, model, adapted, generation, scene);
      Picture expected = PictureReader.read(fixture.file("b2.png"));
      assertThat(offByMoreThanOne(scene.cut(generation.run(scene, Progress.NONE)), expected))
          .isZero();
    }
  }

  private static Scene scene(FixtureCase fixture, KontextModel model) {
    JsonNode json = fixture.json();
    JsonNode maxSize = json.get("max_size");
    Composer composer =
        new Composer(
            Layout.GRID,
            new CanvasSize(
                Optional.empty(),
                OptionalLong.of(json.get("max_area").asLong()),
                maxSize.isNull() ? OptionalInt.empty() : OptionalInt.of(maxSize.asInt()),
                OptionalInt.empty()),
            Compatibility.REFERENCE_OWN_SIZE,
            model.pixelsPerToken());
    Scene scene =
        composer.compose(
            PictureReader.read(fixture.file(json.get("pictures").get(0).asText())),
            PictureReader.read(fixture.file(json.get("pictures").get(1).asText())),
            PictureReader.read(fixture.file(json.get("pictures").get(2).asText())));
    JsonNode output = json.get("output");
    assertThat(scene.output()).isEqualTo(new Size(output.get(0).asInt(), output.get(1).asInt()));
    return scene;
  }

  private static void queries(Comparison comparison, VisionModel vision, Scene reference) {
    Composite.Known quarters = Composite.quarters(reference.composite());
    Scene ours =
        new Scene(
            reference.context(),
            reference.output(),
            quarters,
            reference.composite(),
            reference.layout());
    for (QueryMode mode : QueryMode.values()) {
      check(comparison, "query.reference." + mode.label(), vision, mode, true, reference);
      check(comparison, "query.cells." + mode.label(), vision, mode, false, ours);
    }
  }

  private static void check(
      Comparison comparison,
      String key,
      VisionModel vision,
      QueryMode mode,
      boolean reference,
      Scene scene) {
    if (comparison.expects(key)) {
      float[] query =
          new QueryEncoder(vision.encoder(), vision.preprocessor(), mode, reference).query(scene);
      int width = query.length / mode.embeddings();
      comparison.check(key, Tensors.of(query, 1, mode.embeddings(), width));
    }
  }

  /** A batch of two with a different query per sample. */
  private static void forward(
      FixtureCase fixture,
      Comparison comparison,
      KontextModel model,
      MountedBasis mounted,
      Router router,
      Arena owner) {
    Tensor queries = fixture.input("forward.query");
    List<Mixture> mixtures =
        List.of(
            router.route(Tensors.floats(queries.select(0, 0))),
            router.route(Tensors.floats(queries.select(0, 1))));
    FluxTransformer batch = model.transformer().adapted(mounted.perSample(mixtures, owner));
    comparison.check(
        "forward.sample",
        batch.forward(
            batch.embedImage(fixture.input("forward.hidden_states")),
            batch.embedText(fixture.input("forward.encoder_hidden_states")),
            fixture.input("forward.pooled_projections"),
            fixture.input("forward.timestep"),
            fixture.hasInput("forward.guidance") ? fixture.input("forward.guidance") : null,
            batch.rope(fixture.input("forward.txt_ids"), fixture.input("forward.img_ids"))));
  }

  private static Tensor tensor(Mixture mixture) {
    return Tensors.of(mixture.coefficients(), mixture.paths().size(), mixture.size());
  }

  private static List<String> linears(FixtureCase fixture) throws IOException {
    return List.of(
        new ObjectMapper().readValue(fixture.file("linears.json").toFile(), String[].class));
  }

  private static long offByMoreThanOne(Picture actual, Picture expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    byte[] x = actual.toBytes();
    byte[] y = expected.toBytes();
    long count = 0;
    for (int i = 0; i < x.length; i++) {
      count += Math.abs((x[i] & 0xff) - (y[i] & 0xff)) > 1 ? 1 : 0;
    }
    return count;
  }
}
