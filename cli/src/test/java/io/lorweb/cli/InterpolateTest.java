package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.image.PngText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolateTest {

  private static final Path SEPIA = Examples.ANALOGIES.resolve("sepia");
  private static final Path INVERT = Examples.ANALOGIES.resolve("invert");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;

  private CommandRun tried(String name, Object... options) {
    return CommandRun.of("interpolate", SEPIA, INVERT, B, options, "-o", folder.resolve(name));
  }

  private Path way(String name, Object... options) {
    tried(name, options).succeeded();
    return folder.resolve(name);
  }

  private Path apply(String name, Object... options) {
    CommandRun.of("apply", B, options, "-o", folder.resolve(name)).succeeded();
    return folder.resolve(name);
  }

  @Test
  void theEndsAreTheAnalogiesThemselves() {
    Path first = apply("a.png", "-a", Examples.a("sepia"), "-t", Examples.a2("sepia"));
    Path last = apply("b.png", "-a", Examples.a("invert"), "-t", Examples.a2("invert"));

    SheetCells cells = SheetCells.of(way("way.png", "--frames", 3), 3, 1);

    cells.assertFramed();
    assertThat(cells.cell(0, 0)).isEqualTo(SheetCells.shown(first));
    assertThat(cells.cell(2, 0)).isEqualTo(SheetCells.shown(last));
    assertThat(cells.cell(1, 0)).isNotIn(cells.cell(0, 0), cells.cell(2, 0));
  }

  @Test
  void beyondTheEndsTheWayGoesOnInItsDirection() throws Exception {
    Path sepia = folder.resolve("sepia.analogy");
    Path invert = folder.resolve("invert.analogy");
    Object[] quick = {"--steps", 1, "--layout", "query", "--fit", 0};
    apply(
        "a.png",
        "-a",
        Examples.a("sepia"),
        "-t",
        Examples.a2("sepia"),
        quick,
        "--analogy-out",
        sepia);
    apply(
        "b.png",
        "-a",
        Examples.a("invert"),
        "-t",
        Examples.a2("invert"),
        quick,
        "--analogy-out",
        invert);
    Path beyond =
        apply("beyond.png", "--analogy", sepia + ":2", "--analogy", invert + ":-1", "--steps", 1);
    Path out = folder.resolve("way.png");

    CommandRun.of(
            "interpolate",
            sepia,
            invert,
            B,
            "--from",
            -1,
            "--to",
            2,
            "--frames",
            4,
            "--steps",
            1,
            "-o",
            out)
        .succeeded();

    SheetCells cells = SheetCells.of(out, 4, 1);
    assertThat(cells.cell(0, 0)).isEqualTo(SheetCells.shown(beyond));
    assertThat(cells.cell(1, 0)).isEqualTo(SheetCells.shown(folder.resolve("a.png")));
    assertThat(cells.cell(2, 0)).isEqualTo(SheetCells.shown(folder.resolve("b.png")));
    assertThat(cells.cell(3, 0)).isNotIn(cells.cell(0, 0), cells.cell(1, 0), cells.cell(2, 0));
    JsonNode json = new ObjectMapper().readTree(PngText.read(out).get("lorweb.sheet"));
    assertThat(json.at("/columns/values")).hasToString("[\"-1\",\"0\",\"1\",\"2\"]");
    assertThat(json.at("/run/inputs/mixture").asText())
        .isEqualTo("2.0 x Analogy saved in " + sepia + " + -1.0 x Analogy saved in " + invert);
  }

  @Test
  void tellsThatWhatTheModelSeesChangesHalfway() {
    Object[] quick = {"--frames", 2, "--steps", 1, "--fit", 0};

    assertThat(tried("x.png", quick).succeeded().err()).contains("halfway; with --layout query");
    assertThat(tried("y.png", quick, "--layout", "query").succeeded().err()).isEmpty();
    assertThat(tried("z.png", quick, "-q").succeeded().err()).isEmpty();
  }

  @Test
  void anotherOptionMakesTheRows() {
    Path sheet = way("way.png", "--frames", 2, "--fit", 0, "--steps", "1,2");

    SheetCells cells = SheetCells.of(sheet, 2, 2);
    cells.assertFramed();
    assertThat(cells.cell(0, 0)).isNotEqualTo(cells.cell(0, 1));
    tried("x.png", "--steps", "1,2", "--seed", "1,2").refused("columns", "one value of --seed");
    tried("x.gif", "--steps", "1,2").refused("an animation has one row", "--steps");
  }

  @Test
  void anAnimationHasEveryFrameAndTellsItsSettings() throws Exception {
    Path gif = way("way.GIF", "--frames", 4, "--fit", 0, "--steps", 1, "-p", "a prompt in ü");

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream stream = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(stream);
      assertThat(reader.getNumImages(true)).isEqualTo(4);
      assertThat(reader.getWidth(3)).isEqualTo(64);
    } finally {
      reader.dispose();
    }
    assertThat(Files.readString(gif, StandardCharsets.ISO_8859_1))
        .contains("NETSCAPE2.0", "\"setting\":\"at\"", "a prompt in \\u00fc");
    assertThat(
            Files.readString(
                way("bare.gif", "--frames", 2, "--fit", 0, "--no-metadata"),
                StandardCharsets.ISO_8859_1))
        .doesNotContain("setting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.webp|--frames=2|writes animated WebP",
        "x.bmp|--frames=2|must end in .png or .jpg for a sheet or in .gif",
        "x.png|--frames=1|2..256",
        "x.png|--frames=257|2..256",
        "x.png|--to=0|no way between them",
        "x.png|--to=NaN|-100..100",
        "x.png|--from=-1e9|-100..100",
        "x.png|--from=start|'start'"
      })
  void aWrongWay(String name, String option, String named) {
    tried(name, option).refused(named);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anAnalogyIsAFileOrAFolderOfTwoPictures() throws Exception {
    Path out = folder.resolve("x.png");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    CommandRun.of("interpolate", empty, INVERT, B, "-o", out)
        .refused("empty holds 0 files named 'a'");
    CommandRun.of("interpolate", SEPIA, folder.resolve("none"), B, "-o", out).refused("none");
    CommandRun.of("interpolate", SEPIA, B, B, "-o", out).refused("b.png");
    CommandRun.of("interpolate", SEPIA, INVERT, "-o", out).refused("PICTURE");
  }
}
