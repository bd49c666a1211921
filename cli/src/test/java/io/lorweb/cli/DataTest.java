package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void place() {
    out = folder.resolve("out");
  }

  private static void picture(Path file, int colour) {
    PngWriter.write(file, Picture.filled(24, 12, colour), Map.of());
  }

  /** One category of three pictures. */
  private Path relation() throws IOException {
    Path group = folder.resolve("Relation252K/armor/Group1");
    StringBuilder labels = new StringBuilder("[");
    for (int i = 1; i <= 3; i++) {
      picture(group.resolve(i + ".png"), 0x102030 * i);
      labels.append(i > 1 ? "," : "");
      labels.append("{\"img_name\":\"" + i + ".png\",\"edit_instruction\":\"edit " + i + "\"}");
    }
    Files.writeString(group.resolve("labels.json"), labels + "]");
    return folder.resolve("Relation252K");
  }

  /** Two pairs of one task. */
  private Path pairs() throws IOException {
    Path pairs = folder.resolve("pairs");
    for (int i = 1; i <= 2; i++) {
      picture(pairs.resolve("clay").resolve(i + "_before.png"), 0x010203 * i);
      picture(pairs.resolve("clay").resolve(i + "_after.png"), 0x302010 * i);
      Files.writeString(pairs.resolve("clay").resolve(i + ".txt"), "make it clay");
    }
    return pairs;
  }

  @Test
  void relation252kIsPreparedAndFoundSound() throws IOException {
    CommandRun run =
        CommandRun.of("data", "prepare", relation(), out, "--threads", 2, "--json").succeeded();

    assertThat(run.json().get("entries").asInt()).isEqualTo(3);
    assertThat(run.json().at("/groups/armor").asInt()).isEqualTo(3);
    assertThat(Examples.list(out))
        .containsExactly(
            "analogy_dataset_summary.txt", "analogy_metadata.json", "control", "target");
    assertThat(Examples.list(out.resolve("target"))).hasSize(6);
    JsonNode report = CommandRun.of("data", "check", out, "--json").succeeded().json();
    assertThat(report.get("entries").asInt()).isEqualTo(3);
    assertThat(report.get("pictures").asInt()).isEqualTo(6);
    assertThat(report.get("findings")).isEmpty();
    JsonNode again = CommandRun.of("data", "prepare", relation(), out, "--json").succeeded().json();
    assertThat(again.get("skipped").asInt()).isEqualTo(3);
  }

  @Test
  void whatCannotBeReadIsListedAndTheCodeIsOne() throws IOException {
    Path source = relation();
    Files.writeString(source.resolve("armor/Group1/2.png"), "no picture");

    CommandRun run = CommandRun.of("data", "prepare", source, out);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("2.png", "1 made", "2 failed").doesNotContain("\tat ");
    assertThat(run.out()).contains("1 entries");
  }

  @Test
  void findingsSayWhatToDoAndTheCodeIsOne() throws IOException {
    Path pairs = pairs();
    Files.delete(pairs.resolve("clay/2_after.png"));

    CommandRun run = CommandRun.of("data", "check", pairs);
    CommandRun json = CommandRun.of("data", "check", pairs, "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.matches("(missing|task): .*; .*"));
    assertThat(json.code()).isEqualTo(1);
    JsonNode finding = json.json().get("findings").get(0);
    assertThat(finding.get("kind").asText()).isEqualTo("missing");
    assertThat(finding.get("where").asText()).endsWith("2_before.png");
    assertThat(finding.get("advice").asText()).contains("add it");
  }

  @Test
  void ownPairsBecomeAManifestWithSplits() throws IOException {
    CommandRun.of("data", "prepare", pairs(), out, "--test-share", 0.5, "--json").succeeded();

    List<String> lines = Files.readAllLines(out.resolve("manifest.jsonl"));
    assertThat(lines)
        .hasSize(2)
        .allMatch(line -> line.contains("\"task\":\"clay\"") && line.contains("\"split\":\"t"));
    assertThat(Files.list(out)).hasSize(1);
    CommandRun check = CommandRun.of("data", "check", out);
    assertThat(check.out()).doesNotContain("missing", "unreadable", "leak", "entry");
  }

  @Test
  void aManifestBesideItsPicturesNamesThemByRelativePaths() throws IOException {
    Path pairs = pairs();

    CommandRun.of("data", "prepare", pairs, pairs).succeeded();

    assertThat(pairs.resolve("manifest.jsonl"))
        .content()
        .contains("\"before\":\"clay/1_before.png\"")
        .doesNotContain(folder.toString());
    CommandRun.of("data", "check", pairs).succeeded();
  }

  @Test
  void aManifestElsewhereIsMovedTogetherWithItsPictures() throws IOException {
    pairs();
    CommandRun.of("data", "prepare", folder.resolve("pairs"), out).succeeded();
    Path moved = Files.createDirectory(folder.resolve("moved"));
    Files.move(folder.resolve("pairs"), moved.resolve("pairs"));
    Files.move(out, moved.resolve("out"));

    assertThat(moved.resolve("out/manifest.jsonl"))
        .content()
        .contains("\"before\":\"../pairs/clay/1_before.png\"")
        .doesNotContain(folder.toString());
    CommandRun.of("data", "check", moved.resolve("out")).succeeded();
  }

  @Test
  void mistakesAreOneSentence() throws IOException {
    Path relation = relation();
    Path pairs = pairs();
    CommandRun.of("data", "prepare", folder.resolve("none"), out).refused("none", "does not exist");
    CommandRun.of("data", "check", folder.resolve("none")).refused("none", "does not exist");
    CommandRun.of("data", "check", relation).refused("Relation252K", "data prepare");
    CommandRun.of("data", "prepare", relation, out, "--test-share", 0.1)
        .refused("--test-share", "Relation252K");
    CommandRun.of("data", "prepare", pairs, out, "--seed", 1).refused("--seed", "labels.json");
    CommandRun.of("data", "prepare", pairs, out, "--test-share", 2).refused("--test-share is 2.0");
    CommandRun.of("data", "prepare", relation, out, "--max-analogies", 0)
        .refused("--max-analogies is 0");
    CommandRun.of("data", "prepare", relation, out, "--threads", 0).refused("--threads is 0");
    CommandRun.of("data", "prepare", relation, out, "--min-pairs-per-category", 9)
        .refused("no analogy", "9 usable pairs");
    CommandRun.of("data", "prepare", relation, out, "--filter-json", folder.resolve("f.json"))
        .refused("f.json", "missing");
    CommandRun.of("data", "prepare", relation).refused("OUT");
    assertThat(out).doesNotExist();
    Path file = Files.writeString(folder.resolve("file"), "x");
    CommandRun.of("data", "prepare", relation, file).refused("is a file");
  }
}
