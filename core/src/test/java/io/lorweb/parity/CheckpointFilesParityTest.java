package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.packed.Container;
import io.lorweb.packed.StoredWeight;
import io.lorweb.packed.StoredWeights;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.PartReport;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTextModel;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Encoder;
import io.lorweb.text.T5Tokenizer;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import io.lorweb.weights.Resting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The files that people have: what they are, what their weights mean, and what is refused. */
@Tag("parity")
class CheckpointFilesParityTest {

  private static final String FOLDER = "checkpoint-files";

  @TestFactory
  Stream<DynamicTest> resident() {
    return read(MemoryPlan.RESIDENT);
  }

  @TestFactory
  Stream<DynamicTest> streamed() {
    return read(MemoryPlan.STREAM);
  }

  private static Stream<DynamicTest> read(MemoryPlan memory) {
    return FixtureTree.caseFolders(FOLDER).stream()
        .filter(folder -> !json(folder.resolve("case.json")).has("refusals"))
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    FOLDER + "/" + folder.getFileName(),
                    () -> {
                      try (FixtureCase fixture = new FixtureCase(folder);
                          NoGradGuard guard = new NoGradGuard();
                          Scope scope = new Scope()) {
                        Comparison comparison = new Comparison(fixture);
                        new Reading(fixture, comparison, memory).run();
                        comparison.finish(FOLDER + "/" + folder.getFileName());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : FixtureTree.caseFolders(FOLDER)) {
      for (JsonNode refusal : json(folder.resolve("case.json")).path("refusals")) {
        tests.add(
            DynamicTest.dynamicTest(
                folder.getFileName() + "/" + refusal.get("title").asText(),
                () -> refused(folder, refusal)));
      }
    }
    return tests.stream();
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part part(String id) {
    return Stream.of(Part.values()).filter(part -> part.id().equals(id)).findFirst().orElseThrow();
  }

  private static void refused(Path folder, JsonNode refusal) {
    Path file = folder.resolve(refusal.get("file").asText());
    Part part = part(refusal.get("part").asText());
    if (refusal.path("may_load").asBoolean()) {
      try (PartFile<?> loaded = PartFile.open(file, part)) {
        assertThat(loaded.names()).isNotEmpty();
        return;
      } catch (InputException e) {
        assertThat(e).hasMessageContaining(file.getFileName().toString());
        return;
      }
    }
    List<String> words = new ArrayList<>();
    refusal.get("says").forEach(word -> words.add(word.asText().toLowerCase(Locale.ROOT)));
    assertThatThrownBy(() -> PartFile.open(file, part).close())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.getFileName().toString())
        .satisfies(
            e -> {
              if (!words.isEmpty()) {
                assertThat(e.getMessage().replace(file.toString(), "").toLowerCase(Locale.ROOT))
                    .containsAnyOf(words.toArray(String[]::new));
              }
            });
  }

  /** One case that is read. */
  private record Reading(FixtureCase fixture, Comparison comparison, MemoryPlan memory) {

    void run() {
      String kind = fixture.json().get("part").asText();
      if (kind.equals("tensors")) {
        tensors();
      } else if (kind.equals("all")) {
        List<String> present = new ArrayList<>();
        fixture.json().get("parts").forEach(part -> present.add(part.asText()));
        for (String id : present) {
          part(id, id + "/", fixture.json().get("report").get(id));
        }
        for (JsonNode missing : fixture.json().get("missing")) {
          assertThatThrownBy(() -> PartFile.open(file(), part2(missing.asText())).close())
              .isInstanceOf(InputException.class)
              .hasMessageContaining(part2(missing.asText()).words());
        }
      } else {
        part(kind, "", fixture.json().get("report"));
      }
    }

    private static Part part2(String id) {
      return CheckpointFilesParityTest.part(id);
    }

    private Path file() {
      return fixture.file(fixture.json().get("file").asText());
    }

    private void tensors() {
      try (Container container = Container.open(file())) {
        Map<String, StoredWeight> weights = StoredWeights.of(container, "");
        fixture
            .json()
            .path("types")
            .properties()
            .forEach(
                entry ->
                    assertThat(weights.get(entry.getKey()).type())
                        .isEqualTo(entry.getValue().asText()));
        weights.forEach(
            (name, weight) -> comparison.check(name, weight.resting().all().to(ScalarType.Float)));
      }
    }

    private void part(String id, String prefix, JsonNode report) {
      JsonNode geometry =
          prefix.isEmpty() ? fixture.json().get("geometry") : new ObjectMapper().createObjectNode();
      Placement placement = Placement.CPU_FP32.with(memory);
      switch (part2(id)) {
        case TRANSFORMER -> {
          PartFile<FluxConfig> file = PartFile.transformer(file(), Optional.empty());
          check(file, prefix, report);
          FluxConfig c = file.config();
          expect(geometry, "layers", c.doubleBlocks());
          expect(geometry, "single", c.singleBlocks());
          expect(geometry, "heads", c.heads());
          expect(geometry, "head_dim", c.headDim());
          expect(geometry, "in_channels", c.inChannels());
          expect(geometry, "joint", c.jointDim());
          expect(geometry, "pooled", c.pooledDim());
          assertThat(c.guidance()).isEqualTo(geometry.path("guidance").asBoolean(true));
          try (Weights weights = new Weights(file, placement)) {
            transformer(new FluxTransformer(c, weights).watched(comparison::seen));
          }
        }
        case T5 -> {
          PartFile<T5Config> file = PartFile.t5(file(), Optional.empty());
          check(file, prefix, report);
          T5Config c = file.config();
          expect(geometry, "d_model", c.hidden());
          expect(geometry, "layers", c.layers());
          expect(geometry, "heads", c.heads());
          expect(geometry, "d_kv", c.headDim());
          expect(geometry, "d_ff", c.feedForward());
          expect(geometry, "vocab", c.vocabulary());
          if (report.path("tokenizer").asBoolean()) {
            tokens(file);
          }
          try (Weights weights = new Weights(file, placement)) {
            Tensor states = new T5Encoder(c, weights).encode(fixture.input("t5.input_ids"));
            comparison.check("last_hidden_state", states);
          }
        }
        case CLIP -> {
          PartFile<ClipTextConfig> file = PartFile.clip(file(), Optional.empty());
          check(file, prefix, report);
          ClipTextConfig c = file.config();
          expect(geometry, "hidden", c.sizes().hidden());
          expect(geometry, "layers", c.sizes().layers());
          expect(geometry, "heads", c.sizes().heads());
          expect(geometry, "inter", c.sizes().intermediate());
          expect(geometry, "vocab", c.vocabulary());
          expect(geometry, "positions", c.positions());
          try (Weights weights = new Weights(file, placement)) {
            new ClipTextModel(c, weights)
                .watched(
                    (name, value) ->
                        comparison.seen(
                            name.equals("last_hidden_state") ? "clip." + name : name, value))
                .pooled(fixture.input("clip.input_ids"));
          }
        }
        case VAE -> {
          PartFile<VaeConfig> file = PartFile.vae(file(), Optional.empty());
          check(file, prefix, report);
          VaeConfig c = file.config();
          if (geometry.has("channels")) {
            List<Integer> channels = new ArrayList<>();
            geometry.get("channels").forEach(width -> channels.add(width.asInt()));
            assertThat(c.channels()).isEqualTo(channels);
          }
          expect(geometry, "layers_per_block", c.layersPerBlock());
          expect(geometry, "groups", c.groups());
          expect(geometry, "latent", c.latentChannels());
          assertThat(c.scale()).isEqualTo(geometry.path("scaling_factor").asDouble(0.3611));
          assertThat(c.shift()).isEqualTo(geometry.path("shift_factor").asDouble(0.1159));
          try (Weights weights = new Weights(file, placement)) {
            Autoencoder vae = new Autoencoder(c, weights);
            comparison.check("encode.mode_scaled", vae.encode(fixture.input("image")));
            comparison.check("decode.image", vae.decode(fixture.input("latents")));
          }
        }
      }
    }

    private void tokens(PartFile<T5Config> file) {
      int length = fixture.json().get("max_length").asInt();
      ObjectMapper json = new ObjectMapper();
      try (T5Tokenizer tokenizer = T5Tokenizer.parse(file(), file.tokenizer().orElseThrow())) {
        for (JsonNode text : json(fixture.file("tokens.json"))) {
          String words = text.get("text").asText();
          assertThat(tokenizer.ids(words))
              .as(words)
              .isEqualTo(json.convertValue(text.get("ids"), long[].class));
          assertThat(tokenizer.padded(words, length))
              .isEqualTo(json.convertValue(text.get("padded"), long[].class));
        }
      }
    }

    private static void expect(JsonNode geometry, String key, int actual) {
      if (geometry.has(key)) {
        assertThat(actual).as(key).isEqualTo(geometry.get(key).asInt());
      }
    }

    private void transformer(FluxTransformer model) {
      comparison.seen("sample", fixture.velocity(model));
    }

    /** What the loader says, and every tensor: whole or by rows, and by sums. */
    private void check(PartFile<?> file, String prefix, JsonNode expected) {
      PartReport report = file.report();
      assertThat(report.part().id()).isEqualTo(expected.get("part").asText());
      assertThat(report.format().label()).isEqualTo(expected.get("format").asText());
      assertThat(report.prefix()).isEqualTo(expected.get("prefix").asText());
      Map<String, Integer> types = new TreeMap<>();
      expected.get("types").properties().forEach(e -> types.put(e.getKey(), e.getValue().asInt()));
      assertThat(report.types()).isEqualTo(types);
      assertThat(report.ignored()).containsExactlyInAnyOrderElementsOf(texts(expected, "ignored"));
      List<String> warnings = texts(expected, "warnings");
      assertThat(report.warnings()).hasSameSizeAs(warnings);
      for (int i = 0; i < warnings.size(); i++) {
        assertThat(report.warnings().get(i)).contains(warnings.get(i));
      }
      if (expected.has("tokenizer")) {
        assertThat(report.tokenizer()).isEqualTo(expected.get("tokenizer").asBoolean());
      }
      weights(file, prefix);
    }

    private static List<String> texts(JsonNode node, String key) {
      List<String> texts = new ArrayList<>();
      node.get(key).forEach(text -> texts.add(text.asText()));
      return texts;
    }

    private void weights(PartFile<?> file, String prefix) {
      TreeSet<String> unseen = new TreeSet<>();
      file.names().forEach(unseen::add);
      json(fixture.file("weights.json"))
          .properties()
          .forEach(
              entry -> {
                if (entry.getKey().startsWith(prefix)) {
                  String name = entry.getKey().substring(prefix.length());
                  try (Scope scope = new Scope()) {
                    weight(name, file.resting(name), entry.getValue());
                  }
                  unseen.remove(name);
                }
              });
      assertThat(unseen).as("tensors that no sum was compared with").isEmpty();
    }

    private void weight(String name, Resting resting, JsonNode expected) {
      Tensor whole = resting.all().to(ScalarType.Float);
      long[] shape = new ObjectMapper().convertValue(expected.get("shape"), long[].class);
      assertThat(whole.shape()).as(name).isEqualTo(shape);
      Tensor wide = whole.to(ScalarType.Double).flatten();
      double size = expected.get("abs").asDouble();
      Tensor ramp =
          Tensors.plus(
              torch
                  .arange(new org.bytedeco.pytorch.Scalar(wide.numel()))
                  .to(ScalarType.Double)
                  .remainder(Tensors.number(97)),
              1);
      close(name, expected, "sum", wide.sum().item_double(), 1e-6 * size);
      close(name, expected, "abs", wide.abs().sum().item_double(), 1e-6 * size);
      close(name, expected, "ramp", wide.mul(ramp).sum().item_double(), 1e-4 * size);
      String key = "weight." + name;
      if (fixture.expected().has(key)) {
        comparison.check(key, shape.length == 2 ? some(resting) : whole);
      }
    }

    private static void close(
        String name, JsonNode expected, String key, double actual, double bound) {
      assertThat(Math.abs(actual - expected.get(key).asDouble()))
          .as("%s of %s", key, name)
          .isLessThanOrEqualTo(bound);
    }

    /** Rows 0, 1, out/2 and out-1, each widened alone. */
    private static Tensor some(Resting resting) {
      long out = resting.shape()[0];
      return Tensors.cat(
              0,
              resting.rows(0, 1),
              resting.rows(1, 1),
              resting.rows(out / 2, 1),
              resting.rows(out - 1, 1))
          .to(ScalarType.Float);
    }
  }
}
