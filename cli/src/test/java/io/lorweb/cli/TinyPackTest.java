package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.model.EmbeddedModel;
import io.lorweb.tiny.stages.FamilyFolder;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lorweb tiny pack}: a family's model becomes one that can be embedded. */
class TinyPackTest {

  private static final Path DRAWING = Path.of("examples/analogies/invert/b.png");

  @TempDir Path folder;
  private Path family;
  private Path out;

  @BeforeEach
  void family() throws IOException {
    family = folder.resolve("family");
    out = folder.resolve("packed");
    new FamilyFolder(family).begin("tiny-kontext");
    Files.writeString(family.resolve("model/notes.md"), "not part of the model");
    Files.createDirectories(family.resolve("model/examples"));
    Files.writeString(family.resolve("model/examples/list.json"), "{}");
  }

  @Test
  void thePackedModelMakesTheSamePictureAndListsItsFiles() throws IOException {
    JsonNode report =
        CommandRun.of("tiny", "pack", family, out, "--name", "mine", "--json").succeeded().json();

    JsonNode list = new ObjectMapper().readTree(out.resolve("files.json").toFile());
    assertThat(list.get("fingerprint").asText())
        .hasSize(16)
        .isEqualTo(report.get("fingerprint").asText());
    long sum = 0;
    for (JsonNode file : list.get("files")) {
      assertThat(out.resolve(file.get("path").asText())).hasSize(file.get("bytes").asLong());
      sum += file.get("bytes").asLong();
    }
    assertThat(report.get("bytes").asLong()).isEqualTo(sum);
    assertThat(out.resolve("notes.md")).doesNotExist();
    assertThat(out.resolve("examples")).doesNotExist();
    assertThat(Files.readString(out.resolve("lorweb.json"))).contains("\"mine\"");
    try (Checkpoint transformer = Checkpoint.open(out.resolve("transformer"))) {
      assertThat(transformer.names()).allMatch(name -> transformer.info(name).dtype() == DType.F16);
    }
    Examples.assertEqualButRounding(
        picture("packed.png", out), picture("embedded.png", EmbeddedModel.folder("tiny-kontext")));
  }

  private Path picture(String name, Path model) {
    Path file = folder.resolve(name);
    CommandRun.of("apply", DRAWING, DRAWING, DRAWING, "-o", file, "--model", model).succeeded();
    return file;
  }

  @Test
  void theSameModelHasTheSameFingerprint() {
    JsonNode one = CommandRun.of("tiny", "pack", family, out, "--json").succeeded().json();
    JsonNode two =
        CommandRun.of("tiny", "pack", family, folder.resolve("again"), "--json").succeeded().json();
    assertThat(two.get("fingerprint")).isEqualTo(one.get("fingerprint"));
  }

  @Test
  void aModelFolderMayBeALink() throws IOException {
    Path elsewhere = Files.move(family.resolve("model"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(family.resolve("model"), elsewhere);

    CommandRun.of("tiny", "pack", family, out).succeeded();

    assertThat(out.resolve("transformer/diffusion_pytorch_model.safetensors")).isNotEmptyFile();
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.createDirectories(out);
    Path kept = Files.writeString(out.resolve("kept.txt"), "mine");
    CommandRun.of("tiny", "pack", family, out).refused("already exists", "new folder");
    assertThat(kept).hasContent("mine");
    CommandRun.of("tiny", "pack", folder.resolve("none"), out).refused("none");
  }
}
