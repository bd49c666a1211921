package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.image.GifWriter;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

  @TempDir Path folder;

  @Test
  void makesEveryItemAndSkipsWhatIsDone() throws Exception {
    Path file = batch(item("sepia", "sepia.png", ""), item("invert", "in/invert.png", ""));

    JsonNode first = run(file, "--json").succeeded().json();
    byte[] before = Files.readAllBytes(out("sepia.png"));
    Files.delete(out("in/invert.png"));
    JsonNode second = run(file, "--json").succeeded().json();

    assertThat(first.get("made").asInt()).isEqualTo(2);
    assertThat(first.get("items")).hasSize(2);
    assertThat(second.get("made").asInt()).isEqualTo(1);
    assertThat(second.get("skipped").asInt()).isEqualTo(1);
    assertThat(second.get("failed").asInt()).isZero();
    assertThat(out("sepia.png")).hasBinaryContent(before);
    assertThat(out("in/invert.png")).exists();
  }

  @Test
  void whatWasMadeWithOtherSettingsIsNamedAndMadeAnewOnlyIfWanted() throws Exception {
    Path file = batch(item("sepia", "s.png", ""), item("invert", "i.png", ", \"seed\": 3"));
    run(file, "--seed", 1).succeeded();
    byte[] before = Files.readAllBytes(out("s.png"));

    assertThat(run(file, "--seed", 1).succeeded().err()).doesNotContain("other settings");
    CommandRun other = run(file, "--seed", 2).succeeded();
    assertThat(other.err())
        .contains("1 pictures that existed were made with other settings")
        .contains("the first is s.png");
    assertThat(out("s.png")).hasBinaryContent(before);

    run(file, "--seed", 2, "--overwrite").succeeded();
    assertThat(Files.readAllBytes(out("s.png"))).isNotEqualTo(before);
    assertThat(run(file, "--seed", 2).succeeded().err()).doesNotContain("other settings");
  }

  @Test
  void anItemEqualsTheSamePictureMadeAlone() throws Exception {
    Path file = batch(item("sepia", "s.png", ", \"prompt\": \"brown\", \"seed\": 4"));
    run(file).succeeded();
    Path alone = folder.resolve("alone.png");
    CommandRun.of(
            "apply",
            Examples.a("sepia"),
            Examples.a2("sepia"),
            Examples.b("sepia"),
            "-o",
            alone,
            "-p",
            "brown",
            "-s",
            4,
            "--steps",
            2)
        .succeeded();

    assertThat(Examples.read(out("s.png"))).isEqualTo(Examples.read(alone));
  }

  @Test
  void severalAtOnceAreTheSamePicturesInTheSameOrder() throws Exception {
    Path file =
        batch(
            item("sepia", "1.png", ""),
            item("invert", "2.png", ", \"seed\": 4"),
            "{\"a\": \"none.png\", \"a2\": \"none.png\", \"b\": \"none.png\", \"out\": \"x.png\"}",
            item("sepia", "3.png", ", \"seed\": 5"),
            item("invert", "4.png", ""));

    JsonNode one = run(file, "--at-once", 1, "--json").json();
    List<byte[]> alone = written();
    CommandRun run = run(file, "--at-once", 3, "--json", "--overwrite");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().findValuesAsText("out")).isEqualTo(one.findValuesAsText("out"));
    assertThat(run.json().get("failures")).isEqualTo(one.get("failures")).hasSize(1);
    assertThat(written()).containsExactlyElementsOf(alone).hasSize(4);
  }

  private List<byte[]> written() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      files.add(Files.readAllBytes(out(i + ".png")));
    }
    return files;
  }

  @Test
  void fewerThanOneAtOnceIsRefused() throws Exception {
    run(batch(item("sepia", "1.png", "")), "--at-once", 0).refused("--at-once", "at least 1");
  }

  @Test
  void aFailedItemIsCountedAndTheOthersAreMade() throws Exception {
    Path file =
        batch(
            "{\"a\": \"none.png\", \"a2\": \"none.png\", \"b\": \"none.png\", \"out\": \"x.png\"}",
            "",
            item("sepia", "sepia.png", ""));

    CommandRun run = run(file, "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("x.png: ", "none.png does not exist", "1 made");
    assertThat(run.json().get("failed").asInt()).isEqualTo(1);
    assertThat(run.json().get("failures").get(0).asText()).contains("none.png");
    assertThat(Examples.list(folder.resolve("out"))).containsExactly("sepia.png");
  }

  @Test
  void whatMayNotBeMeantIsToldOnceForEachEditAndEachFile() throws Exception {
    Path wide = folder.resolve("wide.png");
    PngWriter.write(wide, Examples.read(Examples.a2("sepia")).crop(0, 0, 64, 32), Map.of());
    Path moving = folder.resolve("moving.gif");
    List<Picture> frames = List.of(Examples.read(Examples.b("sepia")), Examples.read(wide));
    GifWriter.write(moving, frames.stream().map(f -> f.crop(0, 0, 64, 32)).toList(), 10, 10, "");
    Path a = Examples.a("sepia");
    Path b = Examples.b("sepia");
    Path file =
        batch(
            item(a, a, b, "same.png"),
            item(a, a, moving, "again.png"),
            item(a, wide, b, "wide.png"),
            item(a, wide, moving, "wider.png"));

    CommandRun batch = run(file).succeeded();

    assertThat(batch.err())
        .containsOnlyOnce("lorweb: same.png: a and a' are the same picture: no edit is shown")
        .containsOnlyOnce("no edit is shown")
        .containsOnlyOnce("wide.png is 64 x 32: they do not lie on each other")
        .containsOnlyOnce("moving.gif is an animation: its first picture is taken");
    assertThat(run(file, "--overwrite", "-q").succeeded().err()).isEmpty();
    assertThat(run(file).succeeded().err()).doesNotContain("same picture");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": ",
        "[]",
        "{\"a\": \"a.png\", \"a2\": \"a.png\", \"out\": \"x.png\"}",
        "{\"a\": 3, \"a2\": \"a.png\", \"b\": \"b.png\", \"out\": \"x.png\"}",
        "{\"a\": \"a\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"../x.png\"}",
        "{\"a\": \"a\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"in/../../x.png\"}",
        "{\"a\": \"a\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"/tmp/x.png\"}",
        "{\"a\": \"a\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"x.jpg\"}",
        "{\"a\": \"a\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"x\\u0000.png\"}",
        "{\"a\": \"a\\u0000\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"x.png\"}",
        "{\"a\": \"a\", \"a2\": \"a\", \"b\": \"b\", \"out\": \"x.png\", \"seed\": \"many\"}"
      })
  void aWrongLineIsNamedBeforeAnythingIsMade(String line) throws Exception {
    Path file = batch(item("sepia", "sepia.png", ""), line);

    run(file).refused("items.jsonl line 2");

    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aPromptThatNoTokenizerTakesFailsAlone() throws Exception {
    Path file =
        batch(
            item("sepia", "nul.png", ", \"prompt\": \"a\\u0000b\""),
            item("sepia", "big.png", ", \"seed\": 4294967296"));

    CommandRun run = run(file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nul.png: prompt holds the character U+0000");
    assertThat(Examples.list(folder.resolve("out"))).containsExactly("big.png");
  }

  @Test
  void twoFilesRunTogetherWithoutALineBreakAreRefused() throws Exception {
    Path file = batch(item("sepia", "1.png", "") + item("sepia", "2.png", ""));

    run(file).refused("items.jsonl line 1 holds something after its JSON object");
  }

  @Test
  void twoItemsOfOneNameAreRefused() throws Exception {
    run(batch(item("sepia", "x.png", ""), item("invert", "./x.png", "")))
        .refused("line 2", "twice");
  }

  @Test
  void aMissingFileOrATargetThatIsNoFolderIsRefused() throws Exception {
    run(folder.resolve("none.jsonl")).refused("none.jsonl does not exist");
    Path file = batch(item("sepia", "sepia.png", ""));
    CommandRun.of("apply", "--batch", file, "-o", folder.resolve("x.png")).refused("folder");
    Files.writeString(folder.resolve("out"), "a file");
    run(file).refused("is a file, not a folder");
  }

  @Test
  void anEmptyBatchIsDone() throws Exception {
    assertThat(run(batch("", "  "), "--json").succeeded().json().get("made").asInt()).isZero();
  }

  private CommandRun run(Path file, Object... arguments) {
    return CommandRun.of(
        "apply", "--batch", file, "-o", folder.resolve("out"), "--steps", 2, arguments);
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(name);
  }

  private Path batch(String... lines) throws Exception {
    return Files.writeString(folder.resolve("items.jsonl"), String.join("\n", lines));
  }

  /** Paths relative to the batch file, as the contract says. */
  private String item(String example, String out, String more) {
    return item(Examples.a(example), Examples.a2(example), Examples.b(example), out, more);
  }

  private String item(Path a, Path a2, Path b, String out, String... more) {
    return String.format(
        Locale.ROOT,
        "{\"a\": \"%s\", \"a2\": \"%s\", \"b\": \"%s\", \"out\": \"%s\"%s}",
        relative(a),
        relative(a2),
        relative(b),
        out,
        String.join("", more));
  }

  private String relative(Path file) {
    return folder.toAbsolutePath().relativize(file.toAbsolutePath()).toString().replace('\\', '/');
  }
}
