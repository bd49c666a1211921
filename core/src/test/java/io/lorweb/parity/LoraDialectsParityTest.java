package io.lorweb.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Linear;
import io.lorweb.layer.Weights;
import io.lorweb.lora.FittedLora;
import io.lorweb.lora.LoraFile;
import io.lorweb.lora.LoraReport;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** LoRA files of all dialects and kinds: what they do, what they touch, and what is refused. */
@Tag("parity")
class LoraDialectsParityTest {

  private static final String FOLDER = "lora-dialects";

  @TestFactory
  Stream<DynamicTest> read() {
    return FixtureTree.caseFolders(FOLDER).stream()
        .filter(folder -> !json(folder).has("refusals"))
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    FOLDER + "/" + folder.getFileName(),
                    () -> {
                      try (FixtureCase fixture = new FixtureCase(folder)) {
                        Comparison comparison = new Comparison(fixture);
                        run(fixture, comparison);
                        comparison.finish(FOLDER + "/" + folder.getFileName());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    return FixtureTree.caseFolders(FOLDER).stream()
        .filter(folder -> json(folder).has("refusals"))
        .flatMap(
            folder -> {
              List<DynamicTest> tests = new ArrayList<>();
              for (JsonNode refusal : json(folder).get("refusals")) {
                tests.add(
                    DynamicTest.dynamicTest(
                        "refused/" + refusal.get("title").asText(),
                        () -> refused(folder, refusal)));
              }
              return tests.stream();
            });
  }

  private static JsonNode json(Path folder) {
    try {
      return new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Weights weights(Path model) {
    return new Weights(Checkpoint.open(model), Placement.CPU_FP32);
  }

  private static FluxTransformer transformer(Path folder, Weights weights) {
    return new FluxTransformer(
        FluxConfig.read(JsonFile.read(folder.resolve("config.json"))), weights);
  }

  private static Path model(Path folder) {
    Path model = folder.resolve(json(folder).get("model").asText());
    return Files.isDirectory(model.resolve("transformer")) ? model.resolve("transformer") : model;
  }

  private static void run(FixtureCase fixture, Comparison comparison) {
    Path model = model(fixture.file("."));
    try (Weights weights = weights(model);
        Arena arena = new Arena();
        NoGradGuard guard = new NoGradGuard();
        LoraFile file = LoraFile.open(fixture.file(fixture.json().get("file").asText()))) {
      FluxTransformer transformer = transformer(model, weights);
      comparison.seen("sample.base", fixture.velocity(transformer));
      FittedLora whole = FittedLora.of(file, transformer, 1, arena);
      comparison.seen("sample.scale_1", fixture.velocity(transformer.adapted(whole.adapter())));
      FittedLora part = FittedLora.of(file, transformer, 0.7, arena);
      comparison.seen("sample.scale_0.7", fixture.velocity(transformer.adapted(part.adapter())));
      touched(fixture.json().get("touched"), transformer, whole.adapter());
      report(fixture.json().get("report"), whole.report());
    }
  }

  private static void touched(JsonNode expected, FluxTransformer transformer, Adapter adapter) {
    Map<String, Linear> before = new LinkedHashMap<>();
    transformer.adapted(
        (path, linear) -> {
          before.put(path, linear);
          return linear;
        });
    before.forEach(
        (path, linear) -> {
          try (Scope scope = new Scope()) {
            Linear after = adapter.adapt(path, linear);
            Tensor zero = torch.zeros(1, linear.in());
            Tensor eye = torch.eye(linear.in());
            Tensor bias = after.forward(zero).sub(linear.forward(zero));
            Tensor weight = after.forward(eye).sub(linear.forward(eye)).sub(bias);
            JsonNode own = expected.get(path);
            close(own, "max", weight.abs().max().item_double(), path);
            close(own, "norm", weight.square().sum().sqrt().item_double(), path);
            close(own, "bias_max", bias.abs().max().item_double(), path);
          }
        });
    assertThat(before.keySet()).containsAll(() -> expected.fieldNames());
  }

  private static void close(JsonNode expected, String key, double actual, String path) {
    double value = expected == null || !expected.has(key) ? 0 : expected.get(key).asDouble();
    // Differences of float32 results: what is untouched is equal to the bit.
    double bound = expected == null ? 0 : 1e-4 * value + 3e-6;
    assertThat(actual).as("%s of %s", key, path).isCloseTo(value, within(bound));
  }

  private static void report(JsonNode expected, LoraReport report) {
    assertThat(report.dialect()).isEqualTo(expected.get("dialect").asText());
    assertThat(report.modules()).isEqualTo(expected.get("modules").asInt());
    assertThat(report.linears()).isEqualTo(expected.get("linears").asInt());
    assertThat(report.alpha()).isEqualTo(expected.get("alpha").asText());
    assertThat(report.textModules()).isEqualTo(expected.get("text_modules").asInt());
    List<String> kinds = new ArrayList<>();
    expected.get("kinds").forEach(kind -> kinds.add(kind.asText().toUpperCase(Locale.ROOT)));
    assertThat(report.kinds()).extracting(Enum::name).containsExactlyInAnyOrderElementsOf(kinds);
    List<String> ignored = new ArrayList<>();
    expected.get("ignored").forEach(name -> ignored.add(name.asText()));
    assertThat(report.ignored()).containsExactlyInAnyOrderElementsOf(ignored);
  }

  private static void refused(Path folder, JsonNode refusal) {
    Path model = model(folder);
    Path file = folder.resolve(refusal.get("file").asText());
    List<String> words = new ArrayList<>();
    refusal.get("says").forEach(word -> words.add(word.asText().toLowerCase(Locale.ROOT)));
    try (Weights weights = weights(model);
        Arena arena = new Arena()) {
      FluxTransformer transformer = transformer(model, weights);
      assertThatThrownBy(
              () -> {
                try (LoraFile lora = LoraFile.open(file)) {
                  FittedLora.of(lora, transformer, 1, arena);
                }
              })
          .isInstanceOf(InputException.class)
          .hasMessageContaining(file.getFileName().toString())
          .satisfies(
              e ->
                  assertThat(e.getMessage().replace(file.toString(), "").toLowerCase(Locale.ROOT))
                      .containsAnyOf(words.toArray(String[]::new)));
    }
  }
}
