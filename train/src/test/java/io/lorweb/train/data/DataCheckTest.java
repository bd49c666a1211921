package io.lorweb.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.image.Picture;
import io.lorweb.train.data.Finding.Kind;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {

  @TempDir Path folder;

  private static List<Finding> check(Path... paths) {
    return DataCheck.run(List.of(paths), false, 2, Progress.NONE).findings();
  }

  private static List<Kind> kinds(Path... paths) {
    return check(paths).stream().map(Finding::kind).toList();
  }

  @Test
  void soundDataGiveNoFindings() {
    Samples.pairs(folder, 3);

    DataCheck.Report report = DataCheck.run(List.of(folder), false, 1, Progress.NONE);

    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(6);
    assertThat(report.pictures()).isEqualTo(12);
  }

  @Test
  void missingAndUnreadablePicturesAreFound() throws IOException {
    Samples.pairs(folder, 4);
    Files.delete(folder.resolve("sepia/after/0.png"));
    Path whole = folder.resolve("sepia/after/1.png");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    List<Finding> findings = check(folder);

    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MISSING, Kind.UNREADABLE);
    assertThat(findings.get(0).toString()).contains("0.png", "no picture after", "add it");
    assertThat(findings.get(1).toString()).contains("sepia/1", "1.png", "damaged", "remove");
  }

  @Test
  void manifestsAreReadToTheEnd() {
    Samples.png(folder.resolve("1.png"), 8, 8, 1);
    Samples.png(folder.resolve("2.png"), 8, 8, 2);
    Samples.text(
        folder.resolve("manifest.jsonl"),
        "{\"before\":\"1.png\",\"after\":\"2.png\",\"prompt\":\"x\"}\n"
            + "{\"befor\":\"1.png\"}\n"
            + "{\"before\":\"1.png\",\"after\":\"none.png\",\"prompt\":\"x\"}\n");

    List<Finding> findings = check(folder);

    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.ENTRY, Kind.MISSING);
    assertThat(findings.get(0).sentence()).contains("manifest.jsonl line 2:", "'befor'");
    assertThat(findings.get(1).sentence()).contains("line 3", "none.png");
  }

  @Test
  void analogiesWithoutTheirAnswerAreToldOnceAndPreparedAsTheyAre() {
    for (int i = 1; i <= 3; i++) {
      Samples.png(folder.resolve(i + ".png"), 8, 8, i);
    }
    String line =
        "{\"id\":\"%s\",\"a\":\"1.png\",\"a2\":\"2.png\",\"b\":\"%s.png\",\"prompt\":\"x\"}";
    Path manifest =
        Samples.text(
            folder.resolve("manifest.jsonl"),
            String.format(Locale.ROOT, line, "one", "3")
                + "\n"
                + String.format(Locale.ROOT, line, "two", "2"));

    List<Finding> findings = check(folder);

    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MISSING);
    assertThat(findings.get(0).toString()).contains("2 of 2 entries have no b2", "one", "training");
    Path out = folder.resolve("out");
    assertThat(new ManifestPreparer(manifest, out, 0.5, 1).run(Progress.NONE).failures()).isEmpty();
    assertThat(Manifest.read(Manifest.all(out)))
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry).isInstanceOf(Entry.Open.class));
  }

  @Test
  void picturesThatDoNotBelongTogetherAreFound() {
    Samples.pairs(folder, 3);
    Samples.png(folder.resolve("sepia/after/0.png"), 32, 40, 50);
    Picture same = Samples.picture(32, 32, 51);
    Samples.png(folder.resolve("sepia/before/1.png"), same);
    Samples.png(folder.resolve("sepia/after/1.png"), same);

    List<Finding> findings = check(folder);

    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MISMATCH, Kind.UNEDITED);
    assertThat(findings.get(0).sentence()).contains("sepia/0", "32 x 32", "32 x 40");
  }

  @Test
  void theSamePairTwiceIsFoundByItsContent() throws IOException {
    Samples.pairs(folder, 3);
    Files.copy(folder.resolve("sepia/before/0.png"), folder.resolve("sepia/before/9.png"));
    Files.copy(folder.resolve("sepia/after/0.png"), folder.resolve("sepia/after/9.png"));
    Samples.text(folder.resolve("sepia/9.txt"), "make it sepia");

    List<Finding> findings = check(folder);

    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.DUPLICATE);
    assertThat(findings.get(0).sentence()).contains("sepia/9", "sepia/0");
  }

  @Test
  void aPictureInTwoSplitsIsFoundInOneManifestAndInTwoFolders() {
    Path train = Samples.pairs(folder.resolve("train"), 2);
    Path test = folder.resolve("test");
    for (int i = 0; i < 2; i++) {
      Samples.png(test.resolve("sepia/before/" + i + ".png"), 32, 32, 100 + i);
      Samples.png(test.resolve("sepia/after/" + i + ".png"), 32, 32, 200 + i);
      Samples.text(test.resolve("sepia/" + i + ".txt"), "make it sepia");
    }
    assertThat(kinds(train, test)).isEmpty();
    // The same pixels in a file of another name.
    Samples.png(test.resolve("sepia/before/0.png"), 32, 32, 1);

    List<Finding> findings = check(train, test);

    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.LEAK);
    assertThat(findings.get(0).sentence()).contains("negative/0", "sepia/0", "train", "test");

    Samples.text(
        folder.resolve("manifest.jsonl"),
        pair("train", "negative/before/0.png", "negative/after/0.png")
            + pair("train", "negative/before/1.png", "negative/after/1.png")
            + pair("test", "negative/before/0.png", "sepia/after/0.png")
            + pair("test", "sepia/before/1.png", "sepia/after/1.png"));
    assertThat(kinds(folder)).containsExactly(Kind.LEAK);
  }

  private static String pair(String split, String before, String after) {
    return String.format(
        Locale.ROOT,
        "{\"before\":\"train/%s\",\"after\":\"train/%s\",\"prompt\":\"x\",\"split\":\"%s\"}%n",
        before,
        after,
        split);
  }

  @Test
  void aLonelyPairAndMissingCaptionsAreFound() {
    Samples.png(folder.resolve("clay/before/1.png"), 16, 16, 1);
    Samples.png(folder.resolve("clay/after/1.png"), 16, 16, 2);

    assertThat(kinds(folder)).containsExactly(Kind.TASK, Kind.CAPTION);
  }

  @Test
  void preparedFoldersAreChecked() {
    Samples.png(folder.resolve("target/x.png"), 20, 20, 1);
    Samples.png(folder.resolve("control/x.png"), 60, 20, 2);
    Samples.text(folder.resolve("target/x.txt"), "edit");
    assertThat(kinds(folder)).isEmpty();

    Samples.png(folder.resolve("target/y.png"), 20, 20, 3);
    Samples.text(folder.resolve("target/y.txt"), "edit");
    Samples.png(folder.resolve("control/x.png"), 61, 20, 2);

    assertThat(kinds(folder)).containsExactly(Kind.MISSING, Kind.MISMATCH);
  }

  @Test
  void profilesMatterWhereTheyAreIgnored() {
    Samples.png(folder.resolve("0.png"), 32, 32, 0);
    Samples.linear(folder.resolve("1.png"), 32, 32, 1);
    Samples.png(folder.resolve("2.png"), 32, 32, 2);
    Samples.text(
        folder.resolve("pairs.jsonl"),
        "{\"before\":\"0.png\",\"after\":\"1.png\",\"prompt\":\"x\"}\n"
            + "{\"before\":\"0.png\",\"after\":\"2.png\",\"prompt\":\"x\"}\n");
    List<Path> paths = List.of(folder.resolve("pairs.jsonl"));

    DataCheck.Report converted = DataCheck.run(paths, false, 1, Progress.NONE);
    DataCheck.Report stored = DataCheck.run(paths, true, 1, Progress.NONE);

    assertThat(converted.converted()).isEqualTo(1);
    assertThat(converted.findings()).isEmpty();
    assertThat(stored.converted()).isZero();
    assertThat(stored.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.PROFILE);
              assertThat(finding.what()).contains("1.png", "counts as part of the edit");
            });
  }
}
