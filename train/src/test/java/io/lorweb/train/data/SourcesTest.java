package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.train.recipe.DataSource.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  @TempDir Path folder;

  private List<Entry> manifest(String... lines) {
    Samples.text(folder.resolve("manifest.jsonl"), String.join("\n", lines));
    return Manifest.read(Manifest.all(folder));
  }

  private Source.Strips strips(boolean relationCaptions) {
    return new Source.Strips(
        folder.resolve("target"), folder.resolve("control"), "txt", relationCaptions);
  }

  @Test
  void captionsAreTidiedAsTheReferenceDoes() {
    assertThat(Captions.clean(" a cat,, with armor ,\n,please "))
        .isEqualTo("a cat, with armor, please");
    assertThat(Captions.clean(" , ,")).isEmpty();
    assertThat(Captions.clean("one")).isEqualTo("one");
  }

  @Test
  void stripsTakeCaptionsFromTheMetadataElseFromTheSideCar() {
    for (String name : List.of("one", "two", "three")) {
      Samples.png(folder.resolve("target/" + name + ".png"), 8, 8, 1);
      Samples.png(folder.resolve("control/" + name + ".png"), 24, 8, 2);
      Samples.text(folder.resolve("target/" + name + ".txt"), "side car ,, of " + name);
    }
    Samples.text(
        folder.resolve("analogy_metadata.json"),
        "[{\"analogy_id\":\"one\",\"edit_prompt\":\"from, ,metadata\"}]");

    List<Entry> relation = Manifest.read(strips(true));
    List<Entry> plain = Manifest.read(strips(false));

    assertThat(relation).extracting(Entry::id).containsExactly("one", "three", "two");
    assertThat(relation)
        .extracting(entry -> entry.labels().prompt())
        .containsExactly("from, metadata", "side car, of three", "side car, of two");
    assertThat(plain.get(0).labels().prompt()).isEqualTo("side car, of one");
  }

  @Test
  void stripsAreFoundBelowFoldersAndWithAnyEnding() {
    Samples.png(folder.resolve("target/deep/x.png"), 8, 8, 1);
    Samples.turned(folder.resolve("control/deep/x.JPG"), Samples.picture(24, 8, 2), 1);
    Samples.png(folder.resolve("target/y.png"), 8, 8, 1);
    Samples.png(folder.resolve("control/y.png"), 24, 8, 2);
    Samples.png(folder.resolve("target/_controls/z.png"), 8, 8, 1);

    assertThat(Manifest.read(strips(false))).extracting(Entry::id).containsExactly("x", "y");
  }

  @Test
  void aTargetWithoutAStripIsRefused() {
    Samples.png(folder.resolve("target/x.png"), 8, 8, 1);
    Samples.png(folder.resolve("control/y.png"), 24, 8, 2);

    assertThatThrownBy(() -> Manifest.read(strips(false)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("x.png", "has no strip", "control");
    assertThatThrownBy(() -> Manifest.read(strips(true)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("analogy_metadata.json", "missing");
  }

  @Test
  void manifestsHoldAnalogiesAndPairs() {
    List<Entry> entries =
        manifest(
            "{\"a\":\"1.png\",\"a2\":\"sub/2.png\",\"b\":\"3.png\",\"b2\":\"/abs/4.png\","
                + "\"prompt\":\" do it \",\"split\":\"test\",\"id\":\"first\"}",
            "",
            "{\"before\":\"5.png\",\"after\":\"6.png\",\"task\":\"clay\",\"reverse_prompt\":\"undo\"}");

    assertThat(entries.get(0))
        .isEqualTo(
            new Entry.Quad(
                "first",
                folder.resolve("1.png"),
                folder.resolve("sub/2.png"),
                folder.resolve("3.png"),
                Path.of("/abs/4.png"),
                new Entry.Labels("do it", "", "", Optional.of("test"))));
    assertThat(entries.get(1))
        .isEqualTo(
            new Entry.Pair(
                "line 3",
                folder.resolve("5.png"),
                folder.resolve("6.png"),
                new Entry.Labels("", "undo", "clay", Optional.empty())));
    Path file = folder.resolve("manifest.jsonl");
    assertThat(Manifest.read(new Source.Manifest(file, Optional.of("test")))).hasSize(1);
    assertThatThrownBy(() -> Manifest.read(new Source.Manifest(file, Optional.of("dev"))))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("'dev'", "(none), test");
  }

  @Test
  void pathsStartAtTheManifestsFolderAndMayLeaveIt() {
    List<Entry> entries =
        manifest(
            "{\"before\":\"../1.png\",\"after\":\"x/../2.png\"}",
            "{\"before\":\"/abs/../3.png\",\"after\":\"./4.png\"}");

    assertThat(entries.get(0).files())
        .containsExactly(folder.getParent().resolve("1.png"), folder.resolve("2.png"));
    assertThat(entries.get(1).files()).containsExactly(Path.of("/3.png"), folder.resolve("4.png"));
  }

  @Test
  void anAnalogyWithoutItsAnswerIsAnEntryThatTrainingRefuses() {
    List<Entry> entries =
        manifest(
            "{\"a\":\"1.png\",\"a2\":\"2.png\",\"b\":\"3.png\",\"id\":\"open\",\"task\":\"clay\"}");
    for (String name : List.of("1", "2", "3")) {
      Samples.png(folder.resolve(name + ".png"), 32, 32, name.hashCode());
    }

    assertThat(entries)
        .containsExactly(
            new Entry.Open(
                "open",
                folder.resolve("1.png"),
                folder.resolve("2.png"),
                folder.resolve("3.png"),
                new Entry.Labels("", "", "clay", Optional.empty())));
    assertThat(entries.get(0).answer()).isEmpty();
    assertThatThrownBy(
            () -> TrainingSet.open(List.of(Samples.dataset(folder, 32)), Layout.GRID, 16))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("open: 'b2' is missing", "evaluation", "add b2 or remove");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"before\":\"1.png\"} | lacks the key 'after'",
        "{\"a\":\"1.png\",\"a2\":\"1.png\"} | lacks the key 'b'",
        "{\"a\":\"1.png\",\"a2\":\"1.png\",\"b2\":\"1.png\"} | lacks the key 'b'",
        "{\"before\":\"1.png\",\"after\":\" \"} | 'after' is empty",
        "{\"before\":\"1.png\",\"after\":\"2.png\",\"promt\":\"x\"} | key 'promt' is unknown",
        "{\"before\":\"1.png\",\"after\":7} | 'after' is 7 but must be a string",
        "{\"before\":\"1.png\",\"after\":\"2.png\" | not valid JSON",
        "[1] | must hold a JSON object",
        "{\"before\":\"1.png\",\"after\":\"2.png\",\"id\":\"x\"} | id 'x' is used twice",
      })
  void aBadLineIsNamedInOneSentence(String line, String words) {
    String good = "{\"before\":\"1.png\",\"after\":\"2.png\",\"id\":\"x\"}";

    assertThatThrownBy(() -> manifest(good, line))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("manifest.jsonl line 2", words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void pairsLieInTwoFoldersOrSideBySide() {
    Samples.pairs(folder, 1);
    Samples.png(folder.resolve("clay/x_before.png"), 8, 8, 1);
    Samples.png(folder.resolve("clay/x_after.png"), 8, 8, 2);
    Samples.text(folder.resolve("clay/x.txt"), "make it clay\n");
    Samples.png(folder.resolve("y_before.png"), 8, 8, 1);
    Samples.turned(folder.resolve("y_after.jpg"), Samples.picture(8, 8, 2), 1);

    List<Entry> entries = Manifest.read(Manifest.all(folder));

    assertThat(entries)
        .extracting(Entry::id)
        .containsExactly("y", "clay/x", "negative/0", "sepia/0");
    assertThat(entries)
        .extracting(entry -> entry.labels().task())
        .containsExactly("", "clay", "negative", "sepia");
    assertThat(entries)
        .extracting(entry -> entry.labels().prompt())
        .containsExactly("", "make it clay", "make it negative", "make it sepia");
  }

  @Test
  void halfAPairIsRefused() throws Exception {
    Samples.pairs(folder, 1);
    Path lost = folder.resolve("sepia/before/0.png");
    Files.delete(lost);

    assertThatThrownBy(() -> Manifest.read(Manifest.all(folder)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("after", "0.png", "has no picture before the edit");
  }

  /** All findings about a folder, and the ids of what is left of it. */
  private List<String> findings(List<String> ids) {
    List<String> findings = new ArrayList<>();
    Manifest.read(Manifest.all(folder), finding -> findings.add(finding.toString()))
        .forEach(entry -> ids.add(entry.id()));
    return findings.stream().map(text -> text.replace(folder + "/", "")).toList();
  }

  @Test
  void aNameThatStandsForTwoPicturesIsFoundAndPairedByItsEnding() {
    for (String side : List.of("before", "after")) {
      Samples.png(folder.resolve(side).resolve("p0.png"), 8, 8, side.length());
      Samples.turned(
          folder.resolve(side).resolve("p0.jpg"), Samples.picture(8, 8, side.length() + 9), 1);
      Samples.png(folder.resolve(side).resolve("p1.png"), 8, 8, side.length() + 20);
    }
    List<String> ids = new ArrayList<>();

    assertThat(findings(ids))
        .singleElement()
        .asString()
        .contains("p0 stands for 2 pictures before");
    assertThat(ids).containsExactly("p0.jpg", "p0.png", "p1");
    assertThat(Manifest.read(Manifest.all(folder), finding -> {}))
        .allMatch(
            entry -> entry.files().get(0).getFileName().equals(entry.files().get(1).getFileName()));
  }

  @Test
  void everyReadableEndingAndSpellingIsPairedAndTheOthersAreNamed() throws Exception {
    Path png = Samples.png(folder.resolve("any.png"), 8, 8, 1);
    for (String name :
        List.of(
            "before/q.jfif",
            "after/q.bmp",
            "u_Before.PNG",
            "u_AFTER.png",
            "e-before.gif",
            "e-after.png",
            "before/t.tif",
            "deep/er/before/x.png",
            "before/._q.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.copy(png, file);
    }
    List<String> ids = new ArrayList<>();

    assertThat(findings(ids))
        .containsExactly(
            "unreadable: before/t.tif is of a kind that is not read; save it as PNG or JPEG, or"
                + " remove it",
            "entry: deep/er lies too deep to be a task; move it up: tasks are folders of the data's"
                + " own folder");
    assertThat(ids).containsExactlyInAnyOrder("q", "u", "e");
  }

  @Test
  void captionsLieWhereOtherTrainersPutThemAndTellTheirEncoding() throws Exception {
    for (int i = 0; i < 5; i++) {
      Samples.png(folder.resolve("before/" + i + ".png"), 8, 8, i);
      Samples.png(folder.resolve("after/" + i + ".png"), 8, 8, i + 10);
    }
    Samples.text(folder.resolve("0.txt"), "\uFEFFin the task's folder");
    Samples.text(folder.resolve("after/1.txt"), "beside the edited one");
    Samples.text(folder.resolve("before/2.caption"), "beside the other");
    Files.write(folder.resolve("3.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("4.txt"), "\uFEFFcaf\u00e9".getBytes(StandardCharsets.UTF_16LE));

    assertThat(findings(new ArrayList<>()))
        .containsExactly(
            "caption: 3.txt is not UTF-8 text; it looks like Windows-1252 or Latin-1; save it as"
                + " UTF-8 text",
            "caption: 4.txt is not UTF-8 text; it looks like UTF-16 (little-endian); save it as"
                + " UTF-8 text");
    assertThat(Manifest.read(Manifest.all(folder), finding -> {}))
        .extracting(entry -> entry.labels().prompt())
        .containsExactly(
            "in the task's folder", "beside the edited one", "beside the other", "", "");
  }

  @Test
  void whatIsNoDataIsToldSo() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> Manifest.read(Manifest.all(empty)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("empty", "holds no pairs", "before/");
    assertThatThrownBy(() -> Manifest.read(Manifest.all(folder.resolve("none"))))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("none", "does not exist");
    Path blank = Samples.text(folder.resolve("blank.jsonl"), "\n\n");
    assertThatThrownBy(() -> Manifest.read(Manifest.all(blank)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("blank.jsonl", "holds no entry");
  }
}
