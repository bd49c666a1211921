package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.PictureTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --calibrate}, {@code --step-cache}, {@code --known-cells} and {@code --text-length auto}
 * on the embedded model.
 */
class SavingOptionsTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");
  private static final Object[] QUICK = {"--steps", 8, "--fit", 0, "--layout", "query"};

  @TempDir Path folder;

  private CommandRun apply(Object... more) {
    return CommandRun.of("apply", A, A2, B, QUICK, more);
  }

  private Path table() {
    Path table = folder.resolve("table.json");
    apply("--calibrate", table).succeeded();
    return table;
  }

  private static JsonNode settings(Path png) throws IOException {
    return new ObjectMapper().readTree(PictureTexts.read(png).get("lorweb")).get("settings");
  }

  @Test
  void aTableIsMeasuredAndUsedAndTheRunRepeated() throws IOException {
    Path table = table();
    Path plain = folder.resolve("plain.png");
    Path none = folder.resolve("none.png");
    Path some = folder.resolve("some.png");
    Path again = folder.resolve("again.png");
    apply("-o", plain).succeeded();
    apply("-o", none, "--step-cache", table, "--cache-threshold", 0).succeeded();
    apply("-o", some, "--step-cache", table, "--cache-threshold", 1, "--cache-skips", 2)
        .succeeded();

    assertThat(Examples.read(none)).isEqualTo(Examples.read(plain));
    assertThat(settings(none).get("skipped_steps")).isEmpty();
    assertThat(settings(plain).has("skipped_steps")).isFalse();
    assertThat(settings(plain).has("text_length_auto")).isFalse();
    assertThat(Examples.read(some)).isNotEqualTo(Examples.read(plain));
    assertThat(settings(some).get("skipped_steps")).isNotEmpty();
    assertThat(settings(some).at("/step_cache/table/steps").asInt()).isEqualTo(8);

    Files.delete(table);
    CommandRun.of("apply", "--from", some, "-o", again).succeeded();
    assertThat(Examples.read(again)).isEqualTo(Examples.read(some));
    assertThat(settings(again)).isEqualTo(settings(some));
  }

  @Test
  void knownCellsAreRecalledAndTheRunRepeated() throws IOException {
    Path some = folder.resolve("some.png");
    Path again = folder.resolve("again.png");
    apply("-o", some, "--known-cells", 4).succeeded();
    assertThat(settings(some).get("known_cells").asInt()).isEqualTo(4);
    CommandRun.of("apply", "--from", some, "-o", again).succeeded();
    assertThat(Examples.read(again)).isEqualTo(Examples.read(some));
    apply("-o", again, "--known-cells", 0).refused("known_cells", "1..1000");
    apply("-o", again, "--known-cells", 2, "--step-cache", table())
        .refused("known_cells", "step_cache");
  }

  @Test
  void aTableOfOtherSettingsIsUsedWithAWord() {
    Path table = table();
    Path out = folder.resolve("b2.png");

    CommandRun same = apply("-o", out, "--step-cache", table).succeeded();
    CommandRun other =
        CommandRun.of(
                "apply",
                A,
                A2,
                B,
                "--fit",
                0,
                "--steps",
                4,
                "--layout",
                "separate",
                "-o",
                out,
                "--step-cache",
                table)
            .succeeded();
    CommandRun sheet = apply("-o", out, "--step-cache", table, "--guidance", "1,2.5").succeeded();

    assertThat(same.err()).doesNotContain("was measured with");
    assertThat(other.err())
        .contains("measured with steps 8, layout query, but this run has steps 4, layout separate");
    assertThat(sheet.err().lines().filter(line -> line.contains("was measured with")))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void anEditHasATableOfItsOwn() {
    Path own = folder.resolve("edit.json");
    Path out = folder.resolve("b2.png");
    CommandRun.of("edit", B, "-p", "x", "--steps", 5, "--calibrate", own).succeeded();
    CommandRun.of("edit", B, "-p", "x", "--steps", 5, "--step-cache", own, "-o", out).succeeded();
    CommandRun.of("apply", A, A2, B, "--fit", 0, "--step-cache", own, "-o", out)
        .refused("step_cache", "without an adapter");
    CommandRun.of(
            "edit",
            B,
            "--model",
            Examples.CHECKPOINT.resolve("model"),
            "--step-cache",
            own,
            "-o",
            out)
        .refused("model 'tiny-kontext'", "not on 'model'");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    Path table = folder.resolve("table.json");
    apply("--cache-threshold", 0.1).refused("--cache-threshold", "--step-cache");
    apply("--cache-skips", 2).refused("--cache-skips", "--step-cache");
    apply("--step-cache", table).refused("table.json");
    apply("--calibrate", table, "-o", folder.resolve("b2.png")).refused("--calibrate", "--out");
    CommandRun.of("apply", A, A2, B, "--steps", "4,8", "--calibrate", table)
        .refused("--calibrate", "--steps");
    Files.writeString(table, "{\"name\": \"x\"}");
    apply("--step-cache", table).refused("table.json");
    apply("--text-length", "long").refused("--text-length", "1..512", "auto");
  }

  @Test
  void theTextLengthFollowsThePrompt() throws IOException {
    Path auto = folder.resolve("auto.png");
    Path again = folder.resolve("again.png");
    apply("-p", "red", "--text-length", "auto", "-o", auto).succeeded();
    int used = settings(auto).get("text_length").asInt();
    assertThat(used).isEqualTo(8);
    assertThat(settings(auto).get("text_length_auto").asBoolean()).isTrue();
    Path given = folder.resolve("given.png");
    apply("-p", "red", "--text-length", used, "-o", given).succeeded();
    assertThat(Examples.read(auto)).isEqualTo(Examples.read(given));
    CommandRun.of("apply", "--from", auto, "-o", again).succeeded();
    assertThat(Examples.read(again)).isEqualTo(Examples.read(auto));
  }
}
