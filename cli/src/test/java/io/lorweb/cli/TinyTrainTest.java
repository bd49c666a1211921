package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lorweb tiny train}: every stage leaves a model folder that works. */
class TinyTrainTest {

  private static final Path DRAWING = Path.of("examples/analogies/invert/b.png");

  @TempDir Path folder;
  private Path family;
  private Path data;

  @BeforeEach
  void data() throws IOException {
    family = folder.resolve("family");
    data = folder.resolve("data");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      PngWriter.write(
          data.resolve("b" + i + ".png"), Picture.filled(64, 64, 0x203040 * i), Map.of());
      PngWriter.write(
          data.resolve("a" + i + ".png"), Picture.filled(64, 64, 0x10F050 + i), Map.of());
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"before\":\"b%d.png\",\"after\":\"a%d.png\",\"task\":\"green\",\"prompt\":\"go green\"}",
              i,
              i));
    }
    for (String name : List.of("base.jsonl", "slow.jsonl", "adapter.jsonl")) {
      Files.write(data.resolve(name), lines);
    }
  }

  private CommandRun train(String stage, Object... more) {
    return CommandRun.of(
        "tiny",
        "train",
        stage,
        family,
        "--data",
        data,
        "--set",
        "train.steps=2",
        "--set",
        "train.batch=2",
        "--set",
        "train.warmup=0",
        more);
  }

  @Test
  void allStagesOneAfterTheOther() throws IOException {
    double scale = vae(Path.of("tiny-model/src/main/resources/io/lorweb/models/tiny-kontext"));
    for (String stage : List.of("vae", "clip", "base", "adapter")) {
      JsonNode report = train(stage, "--json").succeeded().json();
      assertThat(report.at("/steps").asInt()).isEqualTo(2);
      assertThat(family.resolve("recipes").resolve(stage + ".yaml")).exists();
      assertThat(family.resolve("runs").resolve(stage).resolve("metrics.jsonl")).exists();
    }
    // Plain squares spread less than drawings.
    assertThat(vae(family.resolve("model"))).isNotEqualTo(scale);
    Path out = folder.resolve("b2.png");
    CommandRun.of("apply", DRAWING, DRAWING, DRAWING, "-o", out, "--model", family.resolve("model"))
        .succeeded();
    assertThat(out).exists();
  }

  private static double vae(Path model) throws IOException {
    JsonNode json = new ObjectMapper().readTree(model.resolve("vae/config.json").toFile());
    return json.get("scaling_factor").asDouble();
  }

  @Test
  void whatIsLearnedTakesThePlaceOfWhatWasThere() throws IOException {
    train("clip").succeeded();

    Path model = family.resolve("model");
    Path old = Path.of("tiny-model/src/main/resources/io/lorweb/models/tiny-kontext");
    for (String part : List.of("text_encoder", "image_encoder")) {
      assertThat(Files.mismatch(weights(model, part), weights(old, part))).isNotNegative();
    }
    assertThat(Files.mismatch(weights(model, "text_encoder_2"), weights(old, "text_encoder_2")))
        .isEqualTo(-1);
  }

  private static Path weights(Path model, String part) {
    return model.resolve(part).resolve("model.safetensors");
  }

  @Test
  void whatIsMissingIsNamedWithTheRemedy() {
    CommandRun.of("tiny", "train", "vae", family, "--data", folder.resolve("nothing"))
        .refused("base.jsonl does not exist", "lorweb tiny data");
    assertThat(family).doesNotExist();
    CommandRun.of("tiny", "train", "vea", family, "--data", data).refused("STAGE");
  }

  @Test
  void everyFolderOfDataIsLearnedAtItsSize() throws IOException {
    Files.writeString(data.resolve("options.json"), "{\"size\":64}");
    Path larger = folder.resolve("larger");
    Files.createDirectory(larger);
    for (String name : List.of("base.jsonl", "slow.jsonl", "adapter.jsonl")) {
      List<String> lines =
          Files.readAllLines(data.resolve(name)).stream()
              .map(line -> line.replaceAll("\"([ab]\\d.png)\"", "\"" + data + "/$1\""))
              .toList();
      Files.write(larger.resolve(name), lines);
    }
    Files.writeString(larger.resolve("options.json"), "{\"size\":32}");

    train("base", "--data", larger).succeeded();

    JsonNode written =
        new YAMLMapper().readTree(family.resolve("runs/base/config.yaml").toFile()).get("data");
    List<String> entries = new ArrayList<>();
    written.forEach(
        entry ->
            entries.add(
                folder.relativize(Path.of(entry.get("path").asText()))
                    + " "
                    + entry.get("resolution")
                    + " x"
                    + entry.get("repeats")));
    assertThat(entries)
        .containsExactly(
            "data/base.jsonl [64] x1",
            "larger/base.jsonl [32] x1",
            "data/slow.jsonl [64] x2",
            "larger/slow.jsonl [32] x2");
  }

  @Test
  void aRecipesOwnDataStayAsTheyAre() throws IOException {
    Path own = folder.resolve("own.jsonl");
    Files.write(
        own,
        Files.readAllLines(data.resolve("base.jsonl")).stream()
            .map(line -> line.replaceAll("\"([ab]\\d.png)\"", "\"" + data + "/$1\""))
            .toList());
    Path recipe = family.resolve("recipes/vae.yaml");
    Files.createDirectories(recipe.getParent());
    Files.writeString(recipe, "data: [base.jsonl, {path: " + own + "}]\nadapter: {type: vae}\n");

    train("vae").succeeded();

    JsonNode written =
        new YAMLMapper().readTree(family.resolve("runs/vae/config.yaml").toFile()).get("data");
    assertThat(written).hasSize(2);
    assertThat(written.get(0).get("path").asText()).isEqualTo(data + "/base.jsonl");
    assertThat(written.get(1).get("path").asText()).isEqualTo(own.toString());
  }

  @Test
  void aFinishedStageIsNotOverwritten() {
    train("vae").succeeded();
    train("vae").refused("--resume");
  }
}
