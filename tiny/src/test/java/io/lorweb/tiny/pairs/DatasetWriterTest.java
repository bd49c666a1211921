package io.lorweb.tiny.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.PictureReader;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.drawings.TestPool;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.train.data.DataCheck;
import io.lorweb.train.data.Finding;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.DataSource.Extent;
import io.lorweb.train.recipe.DataSource.Source;
import io.lorweb.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {

  private static final Catalogue CATALOGUE = new Catalogue();
  private static final Levels LEVELS = new Levels();
  private static final DatasetOptions OPTIONS =
      new DatasetOptions(4, 40, 3, 12, 2, 2, SubjectKind.DRAWINGS, 7, 2);

  @TempDir Path folder;
  private Pool pool;

  @BeforeEach
  void draw() {
    // Some of these names are on the test side.
    List<String> names = IntStream.range(0, 60).mapToObj(i -> "thing-" + i).toList();
    pool = TestPool.in(folder.resolve("pool"), 32, names);
  }

  private DatasetWriter.Written write(Path out, DatasetOptions options) {
    return new DatasetWriter(pool, out, options).write(CATALOGUE, LEVELS, Progress.NONE);
  }

  private static List<JsonNode> lines(Path manifest) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : Files.readAllLines(manifest)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void theManifestsAreSoundAndTrainable() throws IOException {
    Path out = folder.resolve("out");
    DatasetWriter.Written written = write(out, OPTIONS);

    for (String name : List.of("base.jsonl", "slow.jsonl", "adapter.jsonl", "test.jsonl")) {
      DataCheck.Report report = DataCheck.run(List.of(out.resolve(name)), false, 2, Progress.NONE);
      assertThat(report.findings()).as(name).isEmpty();
    }
    TrainingSet set =
        TrainingSet.open(
            List.of(
                new io.lorweb.train.recipe.DataSource(
                    new Source.Manifest(out.resolve("adapter.jsonl"), Optional.of("train")),
                    List.of(32),
                    Extent.CELL,
                    false,
                    0,
                    "",
                    0,
                    false,
                    1,
                    Optional.empty())),
            Layout.SEPARATE,
            8);
    assertThat(set.size()).isEqualTo(written.adapter());
    assertThat(written.base()).isEqualTo(lines(out.resolve("base.jsonl")).size());
    assertThat(written.slow()).isEqualTo(lines(out.resolve("slow.jsonl")).size());
    assertThat(written.free()).isEqualTo(lines(out.resolve("free.jsonl")).size());
    assertThat(written.test()).isEqualTo(lines(out.resolve("test.jsonl")).size());
    assertThat(written.pictures()).isEqualTo(files(out.resolve("pictures")).size());
  }

  @Test
  void slowTasksStandInBothManifests() throws IOException {
    Path out = folder.resolve("out");
    write(out, OPTIONS);

    List<JsonNode> all = lines(out.resolve("base.jsonl"));
    List<JsonNode> slow = lines(out.resolve("slow.jsonl"));
    assertThat(slow)
        .isNotEmpty()
        .containsExactlyElementsOf(
            all.stream()
                .filter(
                    line -> LEVELS.slow(CATALOGUE.task(line.get("task").asText()).orElseThrow()))
                .toList());
  }

  @Test
  void noNameIsOnBothSidesAndNoTaskWhereItMustNotBe() throws IOException {
    Path out = folder.resolve("out");
    write(out, OPTIONS);

    for (String manifest : List.of("base.jsonl", "adapter.jsonl", "test.jsonl")) {
      Set<String> tasks = new HashSet<>();
      for (JsonNode line : lines(out.resolve(manifest))) {
        String file = line.get("before").asText();
        String name = file.substring(file.lastIndexOf('_') + 1, file.lastIndexOf('.'));
        Split wanted = manifest.equals("test.jsonl") ? Split.TEST : Split.TRAIN;
        assertThat(Split.of(name)).isEqualTo(wanted);
        assertThat(line.get("after").asText()).endsWith("_" + name + ".png");
        assertThat(line.get("split").asText()).isEqualTo(wanted.id());
        tasks.add(line.get("task").asText());
      }
      if (manifest.equals("base.jsonl")) {
        assertThat(tasks).allMatch(task -> LEVELS.baseMay(CATALOGUE.task(task).orElseThrow()));
        // A composition may leave nothing to see on drawings that are all of a kind.
        assertThat(tasks).hasSizeBetween(93 + 35, 93 + 40);
      } else if (manifest.equals("adapter.jsonl")) {
        assertThat(tasks).allMatch(task -> LEVELS.adapterMay(CATALOGUE.task(task).orElseThrow()));
        assertThat(tasks).hasSizeGreaterThan(78);
      } else {
        assertThat(tasks).hasSizeBetween(105 + 30, 105 + 40);
      }
    }
  }

  @Test
  void freeTasksStandAloneAndSayNothing() throws IOException {
    Path out = folder.resolve("out");
    write(out, OPTIONS);

    List<JsonNode> lines = lines(out.resolve("free.jsonl"));
    assertThat(lines)
        .hasSizeBetween(12, 24)
        .allMatch(line -> !line.has("prompt") && line.get("task").asText().startsWith("free:"));
    assertThat(lines(out.resolve("base.jsonl")))
        .noneMatch(line -> line.get("task").asText().startsWith("free:"));
    DatasetOptions none = new DatasetOptions(2, 4, 2, 0, 2, 2, SubjectKind.DRAWINGS, 7, 2);
    write(folder.resolve("none"), none);
    assertThat(folder.resolve("none/free.jsonl")).doesNotExist();
  }

  @Test
  void thePicturesAreTheTasks() throws IOException {
    Path out = folder.resolve("out");
    write(out, OPTIONS);

    JsonNode line =
        lines(out.resolve("base.jsonl")).stream()
            .filter(one -> one.get("task").asText().equals("sepia"))
            .findFirst()
            .orElseThrow();
    String[] id = line.get("id").asText().split("/");
    var drawing = pool.drawing(Style.named(id[1]).orElseThrow(), id[2]).orElseThrow();
    EditTask sepia = (EditTask) CATALOGUE.task("sepia").orElseThrow();
    assertThat(PictureReader.read(out.resolve(line.get("after").asText())))
        .isEqualTo(sepia.after(drawing));
    assertThat(PictureReader.read(out.resolve(line.get("before").asText())))
        .isEqualTo(Layers.of(drawing).picture());
    assertThat(sepia.phrases()).contains(line.get("prompt").asText());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAStoppedRunGoesOn() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    write(one, OPTIONS);
    write(other, new DatasetOptions(4, 40, 3, 12, 2, 2, SubjectKind.DRAWINGS, 7, 1));
    Map<String, byte[]> wanted = files(one);
    assertThat(files(other)).containsExactlyEntriesOf(wanted);

    Files.delete(other.resolve("base.jsonl"));
    String lost =
        wanted.keySet().stream().filter(n -> n.contains("sepia")).findFirst().orElseThrow();
    Files.delete(other.resolve(lost));
    write(other, OPTIONS);
    assertThat(files(other)).containsExactlyEntriesOf(wanted);
  }

  @Test
  void aFolderOfOtherOptionsIsLeftAlone() {
    Path out = folder.resolve("out");
    write(out, OPTIONS);

    assertThatThrownBy(
            () -> write(out, new DatasetOptions(5, 40, 3, 12, 2, 2, SubjectKind.DRAWINGS, 7, 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other options");
  }

  @Test
  void splitsLeakNothing() {
    Path out = folder.resolve("out");
    write(out, OPTIONS);

    DataCheck.Report report =
        DataCheck.run(
            List.of(out.resolve("base.jsonl"), out.resolve("test.jsonl")), false, 2, Progress.NONE);
    assertThat(report.findings()).extracting(Finding::kind).doesNotContain(Finding.Kind.LEAK);
  }

  @Test
  void aPairThatShowsNothingIsNotDrawn() {
    PairDraw draw = new PairDraw(pool, 0);
    EditTask nothing =
        new EditTask("nothing", "none", List.of("do nothing", "leave it"), p -> p, List.of());

    assertThat(draw.draw(nothing, Split.TRAIN, 5)).isEmpty();
    assertThat(draw.draw(CATALOGUE.edits().get(0), Split.TRAIN, 5)).hasSize(5);
  }

  @Test
  void scenesAreAnotherDataSetOfTheSameForm() throws IOException {
    Path out = folder.resolve("scenes");
    write(out, new DatasetOptions(4, 10, 3, 0, 2, 2, SubjectKind.SCENES, 7, 2));

    List<JsonNode> base = lines(out.resolve("base.jsonl"));
    assertThat(base)
        .isNotEmpty()
        .allMatch(line -> line.get("before").asText().startsWith("pictures/before/scene_train-"))
        .noneMatch(line -> line.get("task").asText().equals("noto2flat"));
    assertThat(lines(out.resolve("test.jsonl")))
        .allMatch(line -> line.get("before").asText().startsWith("pictures/before/scene_test-"));
    assertThatThrownBy(
            () -> write(out, new DatasetOptions(4, 10, 3, 0, 2, 2, SubjectKind.DRAWINGS, 7, 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other options");
  }

  @Test
  void photographsAreForTestsAlone() throws IOException {
    Path out = folder.resolve("photographs");
    write(out, new DatasetOptions(4, 0, 3, 0, 2, 20, SubjectKind.PHOTOGRAPHS, 7, 2));

    assertThat(out.resolve("base.jsonl")).doesNotExist();
    assertThat(out.resolve("adapter.jsonl")).doesNotExist();
    List<JsonNode> test = lines(out.resolve("test.jsonl"));
    assertThat(test)
        .allMatch(line -> line.get("before").asText().startsWith("pictures/before/photograph_"));
    assertThat(test.stream().filter(line -> line.get("task").asText().equals("gray")))
        .hasSizeGreaterThan(10);
  }
}
