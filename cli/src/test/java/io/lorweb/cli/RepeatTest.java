package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.image.PictureTexts;
import io.lorweb.image.PngText;
import io.lorweb.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatTest {

  private static final Path A = Examples.a("sepia");
  private static final Path A2 = Examples.a2("sepia");
  private static final Path B = Examples.b("sepia");

  @TempDir Path folder;

  @Test
  void anAnalogyIsRepeatedFromItsPictureAlone() throws IOException {
    Path[] own = own();
    Path first =
        apply(own, "--seed", 11, "--strength", 0.7, "--prompt", "Sepia, ça va ☃", "--embed");
    for (Path file : own) {
      Files.delete(file);
    }

    assertRepeats(first, "--embed");
  }

  @Test
  void theFitIsKept() {
    Path first = apply(A, A2, B, "--fit", 3);
    assertRepeats(first);
    Picture fitted = Examples.read(first);
    assertRepeats(apply(A, A2, B, "--fit", 0));
    assertThat(Examples.read(first)).isNotEqualTo(fitted);
  }

  @Test
  void whatWasMadeBeforeFitsIsRepeatedWithoutOne() {
    Path plain = apply(A, A2, B, "--fit", 0);
    Map<String, String> texts = new LinkedHashMap<>(PngText.read(plain));
    texts.computeIfPresent("lorweb", (key, text) -> text.replace(",\"fit\":0", ""));
    assertThat(texts.get("lorweb")).doesNotContain("fit");
    Path older = folder.resolve("older.png");
    PngWriter.write(older, Examples.read(plain), texts);

    repeat(older).succeeded();

    assertSame(plain, folder.resolve("again.png"));
  }

  @Test
  void anotherPictureGetsTheSameEdit() {
    Picture other =
        Examples.read(apply(A, A2, Examples.b("invert"), "--seed", 11, "--size", "64x64"));
    Path first = apply(A, A2, B, "--seed", 11);

    CommandRun.of("apply", "--from", first, Examples.b("invert"), "-o", folder.resolve("again.png"))
        .succeeded();

    assertThat(Examples.read(folder.resolve("again.png"))).isEqualTo(other);
    Path whole = apply(A, A2, B, "--seed", 11, "--embed");
    repeat(whole, Examples.b("invert")).succeeded();
    assertThat(Examples.read(folder.resolve("again.png"))).isEqualTo(other);
    repeat(whole, A, A2, B).refused("holds the pictures it was made from");
  }

  @Test
  void aLoraThatWasReplacedIsNoticedAndAMovedOneIsTaken() throws Exception {
    Path lora = folder.resolve("lora.safetensors");
    Path moved = folder.resolve("moved.safetensors");
    CommandRun.of("export", "-a", A, "--a2", A2, "-b", B, "-o", lora, "--fit", 0).succeeded();
    CommandRun.of("export", "-a", A2, "--a2", A, "-b", B, "-o", moved, "--fit", 0).succeeded();
    Path first = folder.resolve("edited.png");
    CommandRun.of("edit", B, "-o", first, "--lora", lora, 1, "--steps", 1).succeeded();
    Path again = folder.resolve("again.png");

    Path own = folder.resolve("own.safetensors");
    Files.move(lora, own);
    Files.move(moved, lora);
    CommandRun.of("apply", "--from", first, "-o", again)
        .refused("its LoRA 1 has been replaced since", "--lora");
    assertThat(again).doesNotExist();

    CommandRun.of("apply", "--from", first, "--lora", own, 1, "-o", again).succeeded();
    assertThat(Examples.read(again)).isEqualTo(Examples.read(first));

    CommandRun other =
        CommandRun.of("apply", "--from", first, "--lora", lora, 1, "-o", again).succeeded();
    assertThat(other.err()).contains("the LoRA 1 is not the one of the run");
    assertThat(Examples.read(again)).isNotEqualTo(Examples.read(first));
  }

  @Test
  void givenNoiseIsKept() {
    assertRepeats(apply(A, A2, B, "--latents", Examples.latents("sepia")));
  }

  @Test
  void severalPairsAndTheirLayoutAreKept() {
    assertRepeats(
        apply(
            "--pair",
            A,
            A2,
            "--pair",
            Examples.a("invert"),
            Examples.a2("invert"),
            B,
            "--layout",
            "grid",
            "--steps",
            2,
            "--size",
            "64x32"));
  }

  @Test
  void theSizeOfBIsKept() {
    Path wide = folder.resolve("wide.png");
    PngWriter.write(wide, Examples.read(B).crop(0, 0, 60, 30), Map.of());

    assertRepeats(apply(A, A2, wide, "--match-b", "--steps", 2));
  }

  @Test
  void trueGuidanceIsKept() {
    assertRepeats(
        apply(A, A2, B, "--negative-prompt", "blur", "--true-cfg", 2, "--steps", 2, "-g", 4));
  }

  @Test
  void aSavedAnalogyIsFoundAgain() throws Exception {
    Path saved = folder.resolve("sepia.analogy");
    apply(A, A2, B, "--analogy-out", saved);
    Path first = apply("--analogy", saved, B);
    assertRepeats(first);

    Path moved = Files.move(saved, folder.resolve("moved.analogy"));
    repeat(first).refused("does not exist");
    repeat(first, "--analogy", moved).succeeded();
  }

  @Test
  void anEditByInstructionIsRepeated() {
    Path first = folder.resolve("first.png");
    CommandRun.of("edit", B, "-p", "make a negative", "-o", first, "--seed", 3).succeeded();

    assertRepeats(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diffusers", "kohya"})
  void anEditWithALoraIsRepeated(String format) {
    Path lora = folder.resolve("sepia.safetensors");
    CommandRun.of("export", "-a", A, "-t", A2, "-b", B, "-o", lora, "--format", format).succeeded();
    Path first = folder.resolve("first.png");
    CommandRun.of("edit", B, "-p", "", "-o", first, "--lora", lora, 0.8).succeeded();

    assertRepeats(first);
  }

  /** a, a' and b of the run in a folder of their own. */
  private Path[] own() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    return new Path[] {
      Files.copy(A, in.resolve("a.png")),
      Files.copy(A2, in.resolve("a2.png")),
      Files.copy(B, in.resolve("b.png"))
    };
  }

  @Test
  void withoutEmbeddedPicturesTheFilesAreNeeded() throws IOException {
    Path[] own = own();
    Path first = apply(own[0], own[1], own[2], "--no-embed");
    Files.delete(own[0]);

    repeat(first)
        .refused(
            "its pictures are not in it", "b.png", "give a, a' and b, or make it with --embed");
    repeat(first, A, A2).refused("was made from 3 pictures, not 2", "give a, a' and b");
    repeat(first, A, A2, Examples.b("invert")).refused("not the one");
    repeat(first, A, A2, B).succeeded();
    assertSame(first, folder.resolve("again.png"));
    repeat(first, "-a", A, "-t", A2, "-b", B).succeeded();
    assertSame(first, folder.resolve("again.png"));
  }

  @Test
  void picturesAreFoundWhereTheyWereOrBesideTheResult() throws IOException {
    Path[] own = own();
    Path first = apply(own[0], own[1], own[2], "--steps", 1);
    assertThat(PngText.read(first).get("lorweb"))
        .contains("\"names\":[\"b.png\",\"a.png\",\"a2.png\"]")
        .doesNotContain(folder.toString());
    for (Path file : own) {
      Files.move(file, folder.resolve(file.getFileName()));
    }
    assertRepeats(first);

    // Of one name but other pixels is not the same picture.
    Files.copy(A2, folder.resolve("a.png"), StandardCopyOption.REPLACE_EXISTING);
    repeat(first).refused("a.png is not where it was or has changed");

    Path relative = apply(A, A2, B, "--steps", 1);
    assertThat(PngText.read(relative).get("lorweb")).contains("\"" + A + "\"");
    assertRepeats(relative);
  }

  @Test
  void aJpegTellsItsSettingsAndIsRepeated() {
    Path jpeg = folder.resolve("first.jpg");
    CommandRun.of("apply", A, A2, B, "-o", jpeg, "--seed", 11, "-p", "ça").succeeded();
    Path png = apply(A, A2, B, "--seed", 11, "-p", "ça");

    assertThat(PictureTexts.read(jpeg)).isEqualTo(PngText.read(png));
    repeat(jpeg).succeeded();
    assertSame(png, folder.resolve("again.png"));
    CommandRun.of("apply", A, A2, B, "-o", jpeg, "--embed").succeeded();
    assertThat(PictureTexts.read(jpeg)).containsKeys("lorweb.b", "lorweb.a.0", "lorweb.a2.0");
    CommandRun.of("edit", B, "-p", "x", "-o", jpeg, "--no-metadata").succeeded();
    assertThat(PictureTexts.read(jpeg)).isEmpty();
  }

  @Test
  void whatIsStoredIsSaidOnce() {
    CommandRun.of("apply", A, A2, B, "-o", folder.resolve("x.png"), "--embed", "--no-metadata")
        .refused("--embed and --no-metadata exclude each other");
    CommandRun.of("doctor", "--no-metadata").refused("Unknown option: '--no-metadata'");
    CommandRun.of("train", "x.yaml", "--embed").refused("Unknown option: '--embed'");
  }

  @Test
  void anEditWithoutEmbeddedPictureNeedsIt() throws IOException {
    Path first = folder.resolve("first.png");
    Path b = own()[2];
    CommandRun.of("edit", b, "-p", "x", "-o", first).succeeded();
    Files.delete(b);

    repeat(first).refused("its pictures are not in it", "give b, or make it with --embed");
    repeat(first, B).succeeded();
    assertSame(first, folder.resolve("again.png"));
  }

  @Test
  void givenNoiseIsKeptEvenWithoutEmbeddedPictures() {
    Path first = apply(A, A2, B, "--no-embed", "--latents", Examples.latents("sepia"));

    repeat(first, A, A2, B).succeeded();

    assertSame(first, folder.resolve("again.png"));
  }

  @Test
  void noiseThatWasLostIsAskedFor() {
    Path first = apply(A, A2, B, "--steps", 1, "--latents", Examples.latents("sepia"));
    Map<String, String> texts = new LinkedHashMap<>(PngText.read(first));
    texts.remove("lorweb.latents");
    Path lost = folder.resolve("lost.png");
    PngWriter.write(lost, Examples.read(first), texts);

    repeat(lost).refused("starting noise", "--latents");
    repeat(lost, "--latents", Examples.latents("invert")).refused("the same file");
    repeat(lost, "--latents", Examples.latents("sepia")).succeeded();
    assertSame(first, folder.resolve("again.png"));
  }

  @Test
  void aPictureWithoutMetadataCannotBeRepeated() {
    Path first = apply(A, A2, B, "--no-metadata");

    assertThat(PngText.read(first)).isEmpty();
    repeat(first).refused("carries no run settings");
  }

  @Test
  void aForeignPictureCannotBeRepeated() throws Exception {
    repeat(A).refused("carries no run settings");
    repeat(folder.resolve("none.png")).refused("does not exist");
    repeat(Files.writeString(folder.resolve("text.png"), "not a picture")).refused("text.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lorweb|no json",
        "lorweb|[]",
        "lorweb|{}",
        "lorweb|{\"load\":{},\"settings\":{},\"run\":{},\"inputs\":{\"embedded\":true}}",
        "lorweb|null",
        "lorweb.b|!!!",
        "lorweb.b|AAAA",
        "lorweb.latents|###",
        "lorweb.a.0|AAAA"
      })
  void damagedMetadataIsRefused(String key, String text) {
    Path first = apply(A, A2, B, "--steps", 1, "--embed", "--latents", Examples.latents("sepia"));
    Map<String, String> texts = new LinkedHashMap<>(PngText.read(first));
    texts.put(key, text);

    damaged(first, texts).refused("damaged.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"threads\":|\"threads\":99999",
        "\"steps\":|\"steps\":-",
        "\"seed\":|\"seed\":\"many\",\"x\":",
        "\"strength\":|\"strength\":1e9,\"x\":",
        "\"compatibility\":|\"compatibility\":\"none at all\",\"x\":",
        "\"model\":|\"model\":\"elsewhere\",\"x\":",
        "\"device\":|\"device\":\"abacus\",\"x\":",
        "\"application\":|\"application\":\"glued\",\"x\":"
      })
  void wrongValuesAreRefused(String found, String wrong) {
    Path first = apply(A, A2, B, "--steps", 1);
    Map<String, String> texts = new LinkedHashMap<>(PngText.read(first));
    texts.put("lorweb", texts.get("lorweb").replaceFirst(found, wrong));

    damaged(first, texts).refused("lorweb: ");
  }

  @Test
  void aRepeatedRunTakesNoNewSettings() {
    Path first = apply(A, A2, B, "--steps", 1);

    repeat(first, "--seed", 3).refused("leave out --seed");
  }

  @Test
  void embeddedPicturesAreWorthAsMuchAsTheFiles() throws Exception {
    Path own = Files.copy(B, folder.resolve("own.png"));
    Path first = apply(A, A2, own, "--steps", 1, "--embed");
    Files.delete(own);

    assertRepeats(first, "--embed");
  }

  private Path apply(Object... arguments) {
    Path out = folder.resolve("first.png");
    CommandRun.of("apply", arguments, "-o", out).succeeded();
    return out;
  }

  private CommandRun repeat(Path from, Object... arguments) {
    return CommandRun.of("apply", "--from", from, "-o", folder.resolve("again.png"), arguments);
  }

  private CommandRun damaged(Path first, Map<String, String> texts) {
    Path damaged = folder.resolve("damaged.png");
    PngWriter.write(damaged, Examples.read(first), texts);
    CommandRun run = repeat(damaged);
    assertThat(folder.resolve("again.png")).doesNotExist();
    return run;
  }

  private void assertRepeats(Path first, Object... arguments) {
    repeat(first, arguments).succeeded();
    Path again = folder.resolve("again.png");
    assertSame(first, again);
    assertThat(PngText.read(again)).isEqualTo(PngText.read(first));
  }

  private static void assertSame(Path one, Path other) {
    Picture first = Examples.read(one);
    assertThat(Examples.read(other)).isEqualTo(first);
  }
}
