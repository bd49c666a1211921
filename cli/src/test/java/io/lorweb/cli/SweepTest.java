package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.PngText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options with several values. */
class SweepTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;

  private Path apply(String name, Object... options) {
    Path out = folder.resolve(name);
    CommandRun.of("apply", A, A2, B, "--fit", 0, options, "-o", out).succeeded();
    return out;
  }

  private CommandRun tried(Object... options) {
    return CommandRun.of("apply", A, A2, B, options, "-o", folder.resolve("x.png"));
  }

  @Test
  void everyCellIsThePictureOfItsValues() {
    Path sheet = apply("sheet.png", "--strength", "-1,0.5", "--steps", "1,2,3");

    SheetCells cells = SheetCells.of(sheet, 2, 3);
    cells.assertFramed();
    assertThat(cells.cell(0, 0))
        .isEqualTo(SheetCells.shown(apply("one.png", "--strength", -1, "--steps", 1)));
    assertThat(cells.cell(1, 2))
        .isEqualTo(SheetCells.shown(apply("other.png", "--strength", 0.5, "--steps", 3)))
        .isNotEqualTo(cells.cell(0, 2))
        .isNotEqualTo(cells.cell(1, 1));
  }

  @Test
  void theFirstOptionMakesTheColumns() throws Exception {
    Path sheet = apply("sheet.png", "--steps", "1,2,3", "--layout", "query,separate");

    SheetCells.of(sheet, 3, 2).assertFramed();
    JsonNode json = new ObjectMapper().readTree(PngText.read(sheet).get("lorweb.sheet"));
    assertThat(json.at("/columns/setting").asText()).isEqualTo("steps");
    assertThat(json.at("/columns/values")).hasToString("[\"1\",\"2\",\"3\"]");
    assertThat(json.at("/rows/setting").asText()).isEqualTo("layout");
    assertThat(json.at("/rows/values")).hasToString("[\"query\",\"separate\"]");
    assertThat(json.at("/run/settings/seed").asText()).isEqualTo("50");
    assertThat(json.at("/run/inputs/b").asText()).isEqualTo(Examples.read(B).sha256());
  }

  @Test
  void aSheetIsNoRunThatCouldBeRepeated() {
    Path sheet = apply("sheet.png", "--steps", "1,2");
    Path bare = apply("bare.png", "--steps", "1,2", "--no-metadata");

    CommandRun.of("apply", "--from", sheet, "-o", folder.resolve("x.png"))
        .refused("sheet.png is a sheet of several runs");
    assertThat(PngText.read(bare)).isEmpty();
    assertThat(Examples.read(bare)).isEqualTo(Examples.read(sheet));
  }

  @Test
  void whatIsAskedTwiceIsMadeOnce() {
    CommandRun run = tried("--fit", 0, "--steps", "1,1", "--seed", "7,8,7", "-v").succeeded();

    assertThat(run.err()).contains("x.png, 2 of 2").doesNotContain("3 of");
    SheetCells cells = SheetCells.of(folder.resolve("x.png"), 2, 3);
    assertThat(cells.cell(0, 0)).isEqualTo(cells.cell(1, 2)).isNotEqualTo(cells.cell(0, 1));
  }

  @Test
  void everyPictureHasItsSheetAndEveryCellItsReport() throws Exception {
    Path other = Files.copy(Examples.b("invert"), folder.resolve("other.png"));
    Path out = folder.resolve("out");

    JsonNode json =
        CommandRun.of(
                "apply",
                A,
                A2,
                B,
                other,
                "--fit",
                0,
                "--steps",
                "1",
                "--seed",
                "1,random",
                "-o",
                out,
                "--json")
            .succeeded()
            .json();

    assertThat(Examples.list(out)).containsExactly("b.png", "other.png");
    assertThat(json).hasSize(2);
    assertThat(json.at("/1/out").asText()).isEqualTo(out.resolve("other.png").toString());
    assertThat(json.at("/0/cells/0/0/seed").asLong()).isEqualTo(1);
    // The label tells which number was drawn.
    assertThat(json.at("/0/cells/0/1/seed").asText())
        .isEqualTo(json.at("/0/columns/values/1").asText());
  }

  @Test
  void manyColumnsOfASingleRowAreBrokenIntoLines() {
    Path sheet = apply("sheet.png", "--steps", 1, "--seed", "1,2,3,4,5,6,7,8,9,10");

    assertThat(Examples.read(sheet).width()).isEqualTo(5 * 262 - 6 + 40);
  }

  @Test
  void editsByInstructionTakeSeveralValuesToo() {
    Path sheet = folder.resolve("sheet.png");
    Path one = folder.resolve("one.png");
    Object[] edit = {"edit", B, "-p", "make a negative", "--steps", 1};

    CommandRun.of(edit, "--seed", "3,4", "-o", sheet).succeeded();
    CommandRun.of(edit, "--seed", 4, "-o", one).succeeded();

    assertThat(SheetCells.of(sheet, 2, 1).cell(1, 0)).isEqualTo(SheetCells.shown(one));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps=1,0|1..1000",
        "--steps=1,,2|'' must be an integer",
        "--steps=1,2.5|'2.5' must be an integer",
        "--strength=1,much|'much' must be a number",
        "--strength=1,NaN|strength NaN",
        "--layout=query,star|grid, separate or query",
        "--size=64,64x|WIDTHxHEIGHT",
        "--seed=1,x|'x' must be an integer or 'random'",
        "--true-cfg=1,0.5|1..100"
      })
  void aWrongValueAmongSeveral(String option, String named) {
    tried(option).refused(named);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void atMostTwoOptionsHaveSeveralValues() {
    tried("--steps=1,2", "--seed=1,2", "--strength=0,1")
        .refused("--steps, --seed, --strength", "two options may");
    tried("--seed=" + "1,".repeat(99) + 1, "--steps=1,2,3").refused("100 x 3 pictures", "256");
  }

  @Test
  void whatBelongsToOnePictureDoesNotGoWithASheet() {
    for (String option : new String[] {"--save-grid", "--sheet", "--routing", "--analogy-out"}) {
      tried("--steps=1,2", option, folder.resolve("extra")).refused(option, "one value of each");
    }
    tried("--seed=1,2", "--latents", Examples.latents("sepia")).refused("--latents", "--seed");
    CommandRun.of("apply", "--batch", folder.resolve("b.jsonl"), "-o", folder, "--strength=0,1")
        .refused("b.jsonl");
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", folder.resolve("x"), "--fit=0,1")
        .refused("an export is one LoRA: give one value of --fit");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aBatchMakesOnePictureOfEveryLine() throws Exception {
    Path items = Files.writeString(folder.resolve("items.jsonl"), "");

    CommandRun.of("apply", "--batch", items, "-o", folder.resolve("out"), "--strength=0,1")
        .refused("--batch makes one picture of every line: give one value of --strength");
  }
}
