package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.basis.BasisAdapter;
import io.lorweb.basis.Router;
import io.lorweb.basis.Span;
import io.lorweb.basis.Spans;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.image.Resampling;
import io.lorweb.model.ModelFolder;
import io.lorweb.record.RunRecord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;

  static List<String> examples() {
    return Examples.names();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void makesThePictureOnRecord(String example) {
    Path out = folder.resolve("b2.png");

    CommandRun.of(
            "apply",
            Examples.a(example),
            Examples.a2(example),
            Examples.b(example),
            "-o",
            out,
            "--latents",
            Examples.latents(example))
        .succeeded();

    Examples.assertEqualButRounding(out, Examples.file(example, "reference.png"));
  }

  @Test
  void everyWayToNameThePicturesMakesTheSameOne() {
    Path plain = apply("plain.png", A, A2, B);

    assertSame(plain, apply("short.png", "-a", A, "-t", A2, "-b", B));
    assertSame(plain, apply("long.png", "--a", A, "--a-prime", A2, "--b", B));
    assertSame(plain, apply("a2.png", "--a", A, "--a2", A2, B));
    assertSame(plain, apply("pair.png", "--pair", A, A2, B));
  }

  @Test
  void theReferencesShortOptionsMeanTheSameAsTheLongOnes() {
    Path shorts =
        apply(
            "short.png",
            "-a",
            A,
            "-t",
            A2,
            "-b",
            B,
            "-p",
            "sepia",
            "-g",
            3,
            "-s",
            7,
            "-m",
            128,
            "-d",
            "cpu");
    Path longs =
        apply(
            "long.png",
            A,
            A2,
            B,
            "--prompt",
            "sepia",
            "--guidance",
            3,
            "--seed",
            7,
            "--max-size",
            128,
            "--device",
            "cpu");

    assertSame(shorts, longs);
    assertThat(Examples.read(shorts)).isNotEqualTo(Examples.read(apply("other.png", A, A2, B)));
  }

  @Test
  void theReferencesCheckpointAndYamlGiveItsPicture() {
    Path square = Examples.CHECKPOINT;
    Path grid = folder.resolve("grid.png");

    Path out =
        apply(
            "b2.png",
            "-a",
            square.resolve("a.png"),
            "-t",
            square.resolve("a2.png"),
            "-b",
            square.resolve("b.png"),
            "-w",
            square.resolve("lorweb.safetensors"),
            "-c",
            square.resolve("config.yaml"),
            "-p",
            "make it red",
            "-g",
            2.5,
            "--model",
            square.resolve("model"),
            "--steps",
            3,
            "--text-length",
            64,
            "--max-area",
            4096,
            "--save-grid",
            grid);

    assertThat(Examples.read(grid).size()).hasToString("64 x 64");
    assertThat(Examples.read(out)).isEqualTo(Examples.read(grid).crop(32, 32, 32, 32));
  }

  @Test
  void severalPicturesGoIntoAFolderUnderTheirOwnNames() {
    Path out = folder.resolve("new").resolve("folder");

    CommandRun run =
        CommandRun.of(
                "apply",
                A,
                A2,
                copy(Examples.b("sepia"), "one.png"),
                copy(Examples.b("invert"), "two.png"),
                "-o",
                out,
                "--steps",
                2)
            .succeeded();

    assertThat(Examples.list(out)).containsExactly("one.png", "two.png");
    assertThat(run.out().lines())
        .containsExactly(out.resolve("one.png").toString(), out.resolve("two.png").toString());
  }

  @Test
  void onePictureMayGoIntoAFolderToo() {
    Path out = folder.resolve("folder");

    CommandRun.of("apply", A, A2, B, "-o", out, "--steps", 1).succeeded();

    assertThat(Examples.list(out)).containsExactly("b.png");
  }

  @Test
  void severalPicturesHaveSeveralSheets() {
    Path out = folder.resolve("out");
    Path sheets = folder.resolve("sheets");

    CommandRun.of(
            "apply",
            A,
            A2,
            copy(B, "one.png"),
            copy(B, "two.png"),
            "-o",
            out,
            "--steps",
            1,
            "--sheet",
            sheets.resolve("sheet.png"),
            "--analogy-out",
            sheets.resolve("edit.analogy"))
        .succeeded();

    assertThat(Examples.list(sheets))
        .containsExactly("edit-one.analogy", "edit-two.analogy", "sheet-one.png", "sheet-two.png");
  }

  @Test
  void severalPairsAverageTheirCoefficients() {
    // Fitted they ask each other, which one pair cannot.
    Path one = apply("one.png", "--fit", 0, "--pair", A, A2, B);
    Path twice = apply("twice.png", "--fit", 0, "--pair", A, A2, "--pair", A, A2, B);
    Path mixed =
        apply(
            "mixed.png",
            "--fit",
            0,
            A,
            A2,
            B,
            "--pair",
            Examples.a("invert"),
            Examples.a2("invert"));
    Path swapped =
        apply(
            "swapped.png",
            "--fit",
            0,
            "--pair",
            Examples.a("invert"),
            Examples.a2("invert"),
            "--pair",
            A,
            A2,
            B);

    Examples.assertEqualButRounding(twice, one);
    assertThat(Examples.read(mixed)).isNotEqualTo(Examples.read(one));
    assertThat(Examples.read(swapped)).isNotEqualTo(Examples.read(one));
  }

  @Test
  void aPairBesidePositionalPicturesNeedsNoSecondA() {
    // -a and -t, then --pair: all pictures without an option are b.
    CommandRun run =
        CommandRun.of(
                "apply",
                "-a",
                A,
                "-t",
                A2,
                "--pair",
                Examples.a("invert"),
                Examples.a2("invert"),
                B,
                "-o",
                folder.resolve("x.png"),
                "--steps",
                1,
                "--json")
            .succeeded();

    assertThat(run.json().get("out").asText()).isEqualTo(folder.resolve("x.png").toString());
  }

  @Test
  void aSavedAnalogyMakesTheSamePictureAndAnother() {
    Path saved = folder.resolve("sepia.analogy");
    Path direct = apply("direct.png", A, A2, B, "--analogy-out", saved);

    Path again = apply("again.png", "--analogy", saved, "-b", B);
    Path other = apply("other.png", "--analogy", saved, Examples.b("invert"));

    assertSame(direct, again);
    Examples.assertEqualButRounding(other, apply("direct-other.png", A, A2, Examples.b("invert")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "separate", "query"})
  void aSavedAnalogyKeepsItsLayout(String layout) {
    Path saved = folder.resolve("sepia.analogy");
    Path direct =
        apply("direct.png", A, A2, B, "--layout", layout, "--steps", 2, "--analogy-out", saved);

    Path again = apply("again.png", "--analogy", saved, B, "--steps", 2);

    assertSame(direct, again);
  }

  @ParameterizedTest
  @CsvSource({"grid,128 x 128", "separate,64 x 64", "query,64 x 64"})
  void everyLayoutMakesOneCell(String layout, String canvas) {
    Path grid = folder.resolve("grid.png");

    CommandRun run =
        CommandRun.of(
                "apply",
                A,
                A2,
                B,
                "-o",
                folder.resolve("x.png"),
                "--layout",
                layout,
                "--save-grid",
                grid,
                "--steps",
                2,
                "--json")
            .succeeded();

    assertThat(run.json().get("layout").asText()).isEqualTo(layout);
    assertThat(Examples.read(folder.resolve("x.png")).size()).hasToString("64 x 64");
    assertThat(Examples.read(grid).size()).hasToString(canvas);
  }

  @ParameterizedTest
  @CsvSource({
    "--size,96x48,96 x 48",
    "--size,100x50,96 x 48",
    "--max-area,9216,96 x 96",
    "--max-size,64,64 x 64"
  })
  void sizesAreThoseOfTheCell(String option, String value, String expected) {
    Path out = apply("x.png", A, A2, B, option, value, "--steps", 1);

    assertThat(Examples.read(out).size()).hasToString(expected);
  }

  @Test
  void theAreaIsThatOfTheWholeGrid() {
    Path out =
        apply("x.png", A, A2, B, "--max-area", 128 * 128 * 4, "--layout", "grid", "--steps", 1);

    assertThat(Examples.read(out).size()).hasToString("128 x 128");
  }

  @Test
  void theResultMayTakeTheSizeOfB() {
    Path wide = write("wide.png", Examples.read(B).resize(150, 40, Resampling.BICUBIC));

    Path out = apply("x.png", A, A2, wide, "--match-b", "--steps", 1);

    assertThat(Examples.read(out).size()).hasToString("150 x 40");
  }

  @Test
  void theReferencesBehaviourForOtherShapesCanBeKept() {
    Path wide = write("wide.png", Examples.read(B).crop(0, 0, 64, 32));
    Object[] options = {A, A2, wide, "--layout", "grid", "--max-area", 128 * 128, "--steps", 1};

    Path ours = apply("ours.png", options);
    Path reference = apply("reference.png", options, "--compat", "reference");

    assertThat(Examples.read(ours).width()).isGreaterThan(Examples.read(ours).height());
    assertThat(Examples.read(reference)).isNotEqualTo(Examples.read(ours));
    // Read back only: the reference's context of a megapixel is slow to see twice.
    assertThat(
            RunRecord.read(reference, List.of(), Optional.empty())
                .settings()
                .canvas()
                .compatibility())
        .isEqualTo(Compatibility.REFERENCE);
  }

  @Test
  void strengthZeroIsTheBareModel() {
    Path zero =
        apply(
            "zero.png",
            A,
            A2,
            B,
            "--layout",
            "query",
            "--strength",
            0,
            "--latents",
            Examples.latents("sepia"));
    Path other =
        apply(
            "other.png",
            Examples.a("invert"),
            Examples.a2("invert"),
            B,
            "--layout",
            "query",
            "--strength",
            0,
            "--latents",
            Examples.latents("sepia"));
    Path edited = folder.resolve("edited.png");
    CommandRun.of("edit", B, "-p", "", "-o", edited, "--latents", Examples.latents("sepia"))
        .succeeded();

    assertSame(zero, other);
    Examples.assertEqualButRounding(zero, edited);
  }

  @Test
  void mergedAndFoldedAgree() {
    Examples.assertEqualButRounding(
        apply("merged.png", A, A2, B, "--apply-mode", "merged"), apply("folded.png", A, A2, B));
  }

  @Test
  void aSheetShowsTheFourPictures() {
    Path sheet = folder.resolve("sheet.png");

    apply("x.png", A, A2, B, "--sheet", sheet, "--steps", 1);

    assertThat(Examples.read(sheet).size()).hasToString("1064 x 272");
  }

  @Test
  void theReportNamesWhatWasDone() {
    JsonNode json =
        CommandRun.of("apply", A, A2, B, "-o", folder.resolve("x.png"), "--json", "--seed", 9)
            .succeeded()
            .json();

    assertThat(json.get("out").asText()).isEqualTo(folder.resolve("x.png").toString());
    assertThat(json.get("width").asInt()).isEqualTo(64);
    assertThat(json.get("height").asInt()).isEqualTo(64);
    assertThat(json.get("steps").asInt()).isEqualTo(2);
    assertThat(json.get("seed").asLong()).isEqualTo(9);
    assertThat(json.get("strength").asDouble()).isEqualTo(1);
    assertThat(json.get("layout").asText()).isEqualTo("separate");
    assertThat(json.get("device").asText()).isNotEmpty();
    assertThat(json.get("seconds").asDouble()).isPositive();
    assertThat(json.has("guidance") && json.has("prompt") && json.has("dtype")).isTrue();
  }

  @Test
  void warnsOfAnEditThatIsUnlikeThoseOfTheTraining() {
    Path wide = embeddedSpanning("wide.safetensors", 2);
    Path narrow = embeddedSpanning("narrow.safetensors", 0);

    CommandRun far =
        CommandRun.of("apply", A, A2, B, "-o", folder.resolve("far.png"), "-w", narrow, "--json")
            .succeeded();
    CommandRun near =
        CommandRun.of("apply", A, A2, B, "-o", folder.resolve("near.png"), "-w", wide, "--json")
            .succeeded();

    assertThat(far.err()).contains("far.png may fail: the model has seen few edits like this one");
    assertThat(far.json().at("/span/outside").asBoolean()).isTrue();
    assertThat(near.err()).doesNotContain("may fail");
    assertThat(near.json().at("/span/rank").asDouble()).isZero();
    assertSame(folder.resolve("far.png"), folder.resolve("near.png"));
  }

  @Test
  void aPictureUnlikeAllOfTheTrainingIsMadeWithoutShowingAAndA2() {
    Path narrow = embeddedSpanning("narrow.safetensors", 2, Optional.of(0f));
    Path wide = embeddedSpanning("wide.safetensors", 2, Optional.of(2f));

    CommandRun far = adapted("far.png", narrow).succeeded();
    CommandRun near = adapted("near.png", wide).succeeded();
    CommandRun asked = adapted("asked.png", narrow, "--layout", "separate").succeeded();
    CommandRun query = adapted("query.png", wide, "--layout", "query").succeeded();

    assertThat(far.err())
        .contains("far.png may fail: b is unlike every picture that the model has seen")
        .contains("it was made with --layout query")
        .contains("lorweb edit");
    assertThat(far.json().at("/picture_span/outside").asBoolean()).isTrue();
    assertThat(far.json().at("/layout").asText()).isEqualTo("query");
    assertThat(near.err()).doesNotContain("may fail");
    assertThat(near.json().at("/layout").asText()).isEqualTo("separate");
    assertThat(asked.json().at("/layout").asText()).isEqualTo("separate");
    assertThat(asked.err()).contains("asked.png may fail").contains("--layout query, or");
    assertSame(folder.resolve("far.png"), folder.resolve("query.png"));
    assertSame(folder.resolve("near.png"), folder.resolve("asked.png"));
    assertThat(PictureReader.read(folder.resolve("far.png")))
        .isNotEqualTo(PictureReader.read(folder.resolve("near.png")));
  }

  private CommandRun adapted(String name, Path adapter, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("apply", A, A2, B, "-o", folder.resolve(name), "-w", adapter, "--json"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private Path embeddedSpanning(String name, float distance) {
    return embeddedSpanning(name, distance, Optional.empty());
  }

  /**
   * The embedded adapter, with spans that have seen edits as far as {@code distance} and pictures
   * as far as {@code picture}.
   */
  private Path embeddedSpanning(String name, float distance, Optional<Float> picture) {
    Path file = folder.resolve(name);
    Path embedded = ModelFolder.find(ModelFolder.EMBEDDED).adapter().orElseThrow();
    try (BasisAdapter adapter = BasisAdapter.open(embedded, Optional.empty());
        Router router = adapter.router()) {
      int width = router.queryWidth() / 3;
      float[] references = new float[Span.NEIGHBOURS * width];
      for (int i = 0; i < Span.NEIGHBOURS; i++) {
        references[i * width] = 1;
      }
      BasisAdapter.write(
          file,
          adapter.bases(),
          new Spans(
              Optional.of(new Span(width, references, new float[] {distance})),
              picture.map(far -> new Span(width, references, new float[] {far}))),
          BasisAdapter.metadata(adapter.config(), adapter.metadata()));
    }
    return file;
  }

  @Test
  void severalPicturesAreReportedAsAList() {
    JsonNode json =
        CommandRun.of(
                "apply",
                A,
                A2,
                copy(B, "one.png"),
                copy(B, "two.png"),
                "-o",
                folder.resolve("out"),
                "--json",
                "--steps",
                1)
            .succeeded()
            .json();

    assertThat(json).hasSize(2);
  }

  @Test
  void verboseTellsThePlanAndTheTimesQuietTellsNothing() {
    Path out = folder.resolve("x.png");

    CommandRun verbose = CommandRun.of("apply", A, A2, B, "-o", out, "-v", "--steps", 1);
    CommandRun quiet = CommandRun.of("apply", A, A2, B, "-o", out, "-q", "--steps", 1);

    assertThat(verbose.succeeded().err())
        .contains("query mode cat-aa'b", "transformer RESIDENT", "loaded in", "1 steps in");
    assertThat(quiet.succeeded().out()).isEmpty();
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void aPictureOfOnePixelWorks() {
    Path dot = write("dot.png", Picture.filled(1, 1, 0x336699));

    Path out = apply("x.png", A, A2, dot, "--steps", 1);
    Path demonstrated = apply("y.png", dot, dot, B, "--layout", "grid", "--steps", 1);

    assertThat(Examples.read(out).size()).hasToString("64 x 64");
    assertThat(Examples.read(demonstrated).size()).hasToString("64 x 64");
  }

  @Test
  void namesMayBeLongAndHoldSpacesAndLetters() {
    String longest = "x".repeat(251) + ".png";
    Path spaced = write("a b  c.png", Examples.read(B));

    assertThat(apply(longest, A, A2, spaced, "--steps", 1)).exists();
    CommandRun.of("apply", A, A2, spaced, "-o", folder.resolve("new folder"), "--steps", 1)
        .succeeded();
    assertThat(Examples.list(folder.resolve("new folder"))).containsExactly("a b  c.png");
  }

  @Test
  void anOlderResultIsReplaced() throws Exception {
    Path out = Files.writeString(folder.resolve("x.png"), "old");

    assertSame(apply("x.png", A, A2, B), apply("y.png", A, A2, B));
    assertThat(Files.size(out)).isGreaterThan(1000);
    assertThat(Examples.list(folder)).containsExactly("x.png", "y.png");
  }

  private Path apply(String name, Object... arguments) {
    Path out = folder.resolve(name);
    CommandRun.of("apply", arguments, "-o", out).succeeded();
    return out;
  }

  private Path copy(Path picture, String name) {
    return write(name, Examples.read(picture));
  }

  private Path write(String name, Picture picture) {
    Path file = folder.resolve(name);
    PngWriter.write(file, picture, Map.of());
    return file;
  }

  private static void assertSame(Path one, Path other) {
    assertThat(Examples.read(one)).isEqualTo(Examples.read(other));
  }

  @Test
  void resultsOfOneNameAreNumbered() throws Exception {
    Path out = folder.resolve("numbered");
    CommandRun.of(
            "apply",
            Examples.a("sepia"),
            Examples.a2("sepia"),
            Examples.b("sepia"),
            Examples.b("invert"),
            "-o",
            out,
            "--steps",
            1,
            "--fit",
            0)
        .succeeded();

    assertThat(Examples.list(out)).containsExactlyInAnyOrder("b.png", "b-2.png");
  }

  @Test
  void aRandomSeedIsToldByThePicture() {
    Path one = folder.resolve("one.png");
    Path two = folder.resolve("two.png");
    for (Path out : List.of(one, two)) {
      CommandRun.of("edit", Examples.b("sepia"), "-o", out, "-p", "x", "-s", "random", "--steps", 1)
          .succeeded();
    }
    CommandRun.of("edit", Examples.b("sepia"), "-o", one, "-s", "some")
        .refused("'some' must be an integer or 'random'");

    assertThat(Examples.read(one)).isNotEqualTo(Examples.read(two));
    Path again = folder.resolve("again.png");
    CommandRun.of("apply", "--from", one, "-o", again).succeeded();
    assertThat(Examples.read(again)).isEqualTo(Examples.read(one));
  }

  @Test
  void aDemonstrationOfTransparencyAloneIsToldOf() throws IOException {
    Path cut = folder.resolve("cut.png");
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
    BufferedImage plain = Examples.read(Examples.a("sepia")).toBufferedImage();
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, plain.getRGB(i % 64, i / 64) & 0xFFFFFF | (i & 1) << 31);
    }
    ImageIO.write(image, "png", cut.toFile());
    Object[] rest = {Examples.b("sepia"), "--steps", 1, "--fit", 0, "-o", folder.resolve("t.png")};

    assertThat(CommandRun.of("apply", Examples.a("sepia"), cut, rest).succeeded().err())
        .contains("a and a' have the same colours and differ in transparency alone");
    assertThat(CommandRun.of("apply", cut, cut, rest).succeeded().err())
        .contains("a and a' are the same picture: no edit is shown");
  }

  @Test
  void aDemonstrationOfTwoShapesIsToldOfUnlessQuiet() {
    Path wide = folder.resolve("wide.png");
    PngWriter.write(wide, Examples.read(Examples.a2("sepia")).crop(0, 0, 64, 32), Map.of());
    Object[] apply = {
      "apply", Examples.a("sepia"), wide, Examples.b("sepia"), "--steps", 1, "--fit", 0
    };

    CommandRun told = CommandRun.of(apply, "-o", folder.resolve("t.png")).succeeded();
    CommandRun quiet = CommandRun.of(apply, "-o", folder.resolve("q.png"), "-q").succeeded();

    assertThat(told.err()).contains("wide.png is 64 x 32: they do not lie on each other");
    assertThat(quiet.err()).isEmpty();
  }
}
