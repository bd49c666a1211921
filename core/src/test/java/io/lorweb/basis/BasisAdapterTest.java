package io.lorweb.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.error.InputException;
import io.lorweb.parity.FixtureTree;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasisAdapterTest {

  private static final Path SQUARE = FixtureTree.root().resolve("lorweb-checkpoint/square");
  private static final Path ADAPTER = SQUARE.resolve("lorweb.safetensors");
  private static final Path YAML = SQUARE.resolve("config.yaml");
  private static final String TO_Q = "transformer.transformer_blocks.0.attn.to_q";

  @TempDir Path folder;

  // What opens

  @Test
  void readsTheReferencesConfiguration() {
    try (BasisAdapter adapter = BasisAdapter.open(ADAPTER, Optional.of(YAML))) {
      assertThat(adapter.notices()).isEmpty();
      assertThat(adapter.bases()).hasSize(40);
      assertThat(List.copyOf(adapter.bases().keySet())).isSorted();
      BasisConfig config = adapter.config();
      assertThat(List.of(config.lorasNum(), config.rank(), config.keysDim()))
          .containsExactly(6, 2, 12);
      assertThat(config.query()).isEqualTo(QueryMode.CAT_A_A2_B);
      assertThat(config.mixtureRank()).isEqualTo(12);
    }
  }

  @Test
  void saysWhatItAssumesWhenNothingSaysHowItRoutes() {
    try (BasisAdapter adapter = BasisAdapter.open(ADAPTER, Optional.empty())) {
      assertThat(adapter.notices())
          .containsExactly(
              ADAPTER
                  + " has no routing settings: assuming the paper's (softmax, one head,"
                  + " query cat-aa'b, encoder openai/clip-vit-large-patch14); give the training"
                  + " configuration with setting 'config'");
      assertThat(adapter.config().lorasNum()).as("told by the tensors").isEqualTo(6);
      assertThat(adapter.config().routing()).isEqualTo(Routing.PAPER);
    }
  }

  @Test
  void namesEveryAssumptionOfAnIncompleteYaml() throws IOException {
    Path yaml = yaml("lora_softmax", "query_mode");
    try (BasisAdapter adapter = BasisAdapter.open(ADAPTER, Optional.of(yaml))) {
      assertThat(adapter.notices())
          .hasSize(2)
          .anyMatch(notice -> notice.endsWith("lacks lora_softmax: assuming true, as in the paper"))
          .anyMatch(
              notice -> notice.endsWith("lacks query_mode: assuming cat-aa'b, as in the paper"));
    }
  }

  @Test
  void needsNoYamlAfterItWasSaved() throws IOException {
    Path saved = folder.resolve("saved.safetensors");
    Path yaml =
        yaml(
            Map.of(
                "lora_softmax: true", "lora_softmax: false",
                "lora_heads: 1", "lora_heads: 3",
                "mixing_coeffs_type: mean", "mixing_coeffs_type: sum",
                "cat-aa'b", "cat-paa'b3",
                "openai/clip-vit-large-patch14", "google/siglip-base"));
    BasisConfig config;
    Map<String, String> texts;
    try (BasisAdapter adapter = BasisAdapter.open(ADAPTER, Optional.of(yaml))) {
      config = adapter.config();
      texts = adapter.metadata();
      adapter.save(saved);
    }
    try (BasisAdapter original = BasisAdapter.open(ADAPTER, Optional.of(yaml));
        BasisAdapter adapter = BasisAdapter.open(saved, Optional.empty());
        Scope scope = new Scope()) {
      assertThat(config.routing().heads()).isEqualTo(3);
      assertThat(adapter.config()).isEqualTo(config);
      assertThat(adapter.notices()).isEmpty();
      assertThat(adapter.metadata()).containsAllEntriesOf(texts).containsKey("lorweb");
      adapter
          .bases()
          .forEach(
              (path, basis) -> {
                Basis other = original.bases().get(path);
                assertThat(basis.a().equal(other.a())).as(path).isTrue();
                assertThat(basis.b().equal(other.b())).as(path).isTrue();
                assertThat(basis.keys().equal(other.keys())).as(path).isTrue();
                assertThat(basis.projection().equal(other.projection())).as(path).isTrue();
              });
    }
  }

  // What does not

  @Test
  void refusesAnOrdinaryLora() {
    Path file = folder.resolve("lora.safetensors");
    try (Scope scope = new Scope()) {
      SafetensorsWriter.write(
          file,
          Map.of(
              TO_Q + ".lora_A.weight", Noise.normal(1, 2, 48),
              TO_Q + ".lora_B.weight", Noise.normal(2, 48, 2)),
          Map.of());
    }
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + " is not a LoRWeB adapter: it has no tensor transformer.<path>.lora_A (an"
                + " ordinary LoRA is given with setting 'lora')");
  }

  @Test
  void refusesTwoDimensionalFactors() {
    Path file = changed(tensors -> tensors.put(TO_Q + ".lora_A", Noise.normal(1, 48, 2)));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 2 axes but a basis has three [N, in, r]");
  }

  @Test
  void refusesAnotherSizeThanTheYamlSays() throws IOException {
    Path yaml = yaml(Map.of("loras_num: 6", "loras_num: 32"));
    assertThatThrownBy(() -> BasisAdapter.open(ADAPTER, Optional.of(yaml)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            ADAPTER
                + " holds N = 6 LoRAs of rank r = 2 per Linear but its configuration says N = 32"
                + " and r = 2");
    Path rank = yaml(Map.of("linear: 2", "linear: 4"));
    assertThatThrownBy(() -> BasisAdapter.open(ADAPTER, Optional.of(rank)))
        .hasMessageContaining("but its configuration says N = 6 and r = 4");
    Path keys = yaml(Map.of("lora_keys_dim: 12", "lora_keys_dim: 24"));
    assertThatThrownBy(() -> BasisAdapter.open(ADAPTER, Optional.of(keys)))
        .hasMessage(ADAPTER + " has keys of width 12 but its configuration says lora_keys_dim 24");
    Path none = yaml(Map.of("query_projection_type: linear", "query_projection_type: none"));
    assertThatThrownBy(() -> BasisAdapter.open(ADAPTER, Optional.of(none)))
        .hasMessage(
            ADAPTER
                + " has query projections but its configuration says query_projection_type none");
    Path unprojected = folder.resolve("unprojected.safetensors");
    writeOne(unprojected, 12, 12, false);
    Path linear = yaml(Map.of("loras_num: 6", "loras_num: 3"));
    assertThatThrownBy(() -> BasisAdapter.open(unprojected, Optional.of(linear)))
        .hasMessage(
            unprojected
                + " has no query projections but its configuration says query_projection_type"
                + " linear");
  }

  @Test
  void refusesMissingUnknownAndUnequalTensors() {
    Path keyless = changed(tensors -> tensors.remove(TO_Q + ".lora_keys"));
    assertThatThrownBy(() -> open(keyless))
        .isInstanceOf(InputException.class)
        .hasMessage(keyless + " lacks the tensor " + TO_Q + ".lora_keys");
    Path unprojected = changed(tensors -> tensors.remove(TO_Q + ".att_lora_to_q.weight"));
    assertThatThrownBy(() -> open(unprojected)).isInstanceOf(InputException.class);
    Path extra = changed(tensors -> tensors.put("transformer.extra", Noise.normal(1, 2)));
    assertThatThrownBy(() -> open(extra))
        .isInstanceOf(InputException.class)
        .hasMessage(extra + ": tensor 'transformer.extra' belongs to no LoRWeB adapter");
    Path orphan = changed(tensors -> tensors.remove(TO_Q + ".lora_A"));
    assertThatThrownBy(() -> open(orphan))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("belongs to no LoRWeB adapter");
    Path unequal = changed(tensors -> tensors.put(TO_Q + ".lora_B", Noise.normal(1, 6, 3, 48)));
    assertThatThrownBy(() -> open(unequal))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tensor " + TO_Q + ".lora_B has the shape [6, 3, 48]");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    byte[] bytes = Files.readAllBytes(ADAPTER);
    for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
      Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> open(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(cut.toString());
    }
  }

  @Test
  void refusesAQueryThatTheModeCannotGive() {
    String first = "{\"query_mode\": \"caa'b\", \"external_query\": false, \"keys_dim\": 12}";
    Path file = folder.resolve("internal.safetensors");
    write(file, tensors -> {}, Map.of("lorweb", first));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expects a query of width 60, which mode caa'b cannot give");
  }

  @Test
  void anInternalQueryIsAsWideAsItsLinearsInput() {
    Path file = folder.resolve("internal.safetensors");
    writeOne(file, 48, 48, true);
    try (BasisAdapter adapter = open(file)) {
      assertThat(adapter.file()).isEqualTo(file);
      assertThat(adapter.config().external()).isFalse();
      assertThat(adapter.bases().get("x").queryWidth()).isEqualTo(48);
    }
    writeOne(file, 48, 48, false);
    try (BasisAdapter adapter = open(file)) {
      assertThat(adapter.config().projection()).isFalse();
    }
    for (boolean projected : new boolean[] {true, false}) {
      writeOne(file, 48, 47, projected);
      assertThatThrownBy(() -> open(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("'x' expects a query of width 47, which mode caa'b cannot give");
    }
  }

  /** One Linear whose input is {@code in} wide and whose query is {@code query} wide. */
  private static void writeOne(Path file, int in, int query, boolean projected) {
    try (Scope scope = new Scope()) {
      Basis basis =
          new Basis(
              Noise.normal(1, 3, in, 2),
              Noise.normal(2, 3, 2, 5),
              Noise.normal(3, 3, projected ? 4 : query),
              projected ? Noise.normal(4, 4, query) : null);
      String json =
          "{\"query_mode\": \"caa'b\", \"external_query\": false, \"query_projection\": \""
              + (projected ? "linear" : "none")
              + "\"}";
      BasisAdapter.write(file, Map.of("x", basis), Map.of("lorweb", json));
    }
  }

  @Test
  void theLayoutItWasTrainedWithStaysWithIt() {
    Path file = folder.resolve("layout.safetensors");
    Path again = folder.resolve("again.safetensors");
    write(file, tensors -> {}, Map.of("lorweb", "{\"layout\": \"separate\"}"));
    try (BasisAdapter adapter = open(file)) {
      assertThat(adapter.config().layout()).contains("separate");
      adapter.save(again);
    }
    try (BasisAdapter saved = open(again)) {
      assertThat(saved.config().layout()).contains("separate");
    }
  }

  @Test
  void onlyAnExternalQueryHasAnEncoder() throws IOException {
    Path internal =
        without(
            "external_query_model",
            Map.of("external_query: true", "external_query: false", "cat-aa'b", "caa'"));
    BasisConfig found = BasisConfig.PAPER;
    assertThat(ReferenceYaml.read(internal, found, new ArrayList<>()).encoder()).isEmpty();
    assertThat(ReferenceYaml.read(yaml("external_query_model"), found, new ArrayList<>()).encoder())
        .isEqualTo("openai/clip-vit-large-patch14");
    ReferenceYaml.write(internal, ReferenceYaml.read(internal, found, new ArrayList<>()));
    assertThat(internal).content().doesNotContain("external_query_model");
  }

  @Test
  void aVariableThatIsNotSetStaysAsItIsWritten() throws IOException {
    Path yaml = yaml(Map.of("openai/clip-vit-large-patch14", "${LORWEB_TEST_NOT_SET}"));
    assertThat(ReferenceYaml.read(yaml, BasisConfig.PAPER, new ArrayList<>()).encoder())
        .isEqualTo("${LORWEB_TEST_NOT_SET}");
  }

  @Test
  void aRouterNamesItsLinearsInTheOrderOfItsCoefficients() {
    try (BasisAdapter adapter = BasisAdapter.open(ADAPTER, Optional.of(YAML));
        Router router = adapter.router()) {
      assertThat(router.paths()).containsExactlyElementsOf(adapter.bases().keySet());
      assertThat(router.route(new float[router.queryWidth()]).paths()).isEqualTo(router.paths());
    }
  }

  private Path without(String key, Map<String, String> replacements) throws IOException {
    String text = Files.readString(yaml(replacements)).replaceAll(".*" + key + ":.*\\R", "");
    return Files.writeString(folder.resolve("without.yaml"), text);
  }

  private static BasisAdapter open(Path file) {
    return BasisAdapter.open(file, Optional.empty());
  }

  private Path changed(Consumer<Map<String, Tensor>> change) {
    Path file = folder.resolve("changed.safetensors");
    write(file, change, Map.of());
    return file;
  }

  private static void write(
      Path file, Consumer<Map<String, Tensor>> change, Map<String, String> metadata) {
    try (Checkpoint checkpoint = Checkpoint.open(ADAPTER);
        Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      checkpoint.names().forEach(name -> tensors.put(name, checkpoint.tensor(name)));
      change.accept(tensors);
      SafetensorsWriter.write(file, tensors, metadata);
    }
  }

  /** The fixture's YAML without the lines of these keys. */
  private Path yaml(String... without) throws IOException {
    List<String> lines =
        Files.readAllLines(YAML).stream()
            .filter(line -> Arrays.stream(without).noneMatch(key -> line.contains(key + ":")))
            .toList();
    return Files.write(folder.resolve("short.yaml"), lines);
  }

  private Path yaml(Map<String, String> replacements) throws IOException {
    String text = Files.readString(YAML);
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      assertThat(text).contains(each.getKey());
      text = text.replace(each.getKey(), each.getValue());
    }
    return Files.writeString(folder.resolve("changed.yaml"), text);
  }
}
