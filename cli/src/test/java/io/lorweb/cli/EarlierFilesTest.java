package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commit f310ea1 has written (before-18/README.md) still loads, resumes and repeats, with the
 * model that was embedded then before today's on the class path.
 */
class EarlierFilesTest {

  private static final Path EARLIER = Path.of("cli", "src", "test", "resources", "before-18");

  private static final Path FIRST_FAMILY =
      Path.of("cli", "src", "test", "resources", "first-family");

  @TempDir Path folder;

  /** What a run of the command line prints; it must succeed. */
  private String printed(Object... arguments) throws Exception {
    return printed(child(arguments));
  }

  private String printed(ProcessBuilder builder) throws Exception {
    try (ChildRun run = ChildRun.start(folder, builder)) {
      assertThat(run.code()).as(run.err()).isZero();
      return run.out();
    }
  }

  @Test
  void aRunIsResumedAndItsCacheUsed() throws Exception {
    Path out = folder.resolve("run");
    Examples.copy(EARLIER.resolve("run"), out);
    Path encoded = folder.resolve("cache/encoded");
    Files.createDirectories(encoded.getParent());
    Examples.copy(EARLIER.resolve("encoded"), encoded);
    List<Path> before = files(encoded);
    ProcessBuilder builder =
        child("train", EARLIER.resolve("small.yaml"), "--out", out, "--threads", 1, "--resume");
    builder.environment().put("LORWEB_CACHE", folder.resolve("cache").toString());

    printed(builder);

    assertSameNumbers(out.resolve("small.safetensors"), EARLIER.resolve("small.safetensors"));
    List<String> steps = Files.readAllLines(out.resolve("metrics.jsonl"));
    List<String> earlier = Files.readAllLines(EARLIER.resolve("run/metrics.jsonl"));
    assertThat(steps).hasSameSizeAs(earlier);
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < steps.size(); i++) {
      JsonNode step = json.readTree(steps.get(i));
      JsonNode then = json.readTree(earlier.get(i));
      assertThat(step.get("step")).isEqualTo(then.get("step"));
      assertThat(step.get("loss").asDouble()).isCloseTo(then.get("loss").asDouble(), within(1e-5));
    }
    assertThat(files(encoded)).isEqualTo(before);
  }

  @Test
  void anotherRecipeDoesNotResumeIt() {
    Path out = folder.resolve("run");
    Examples.copy(EARLIER.resolve("run"), out);
    CommandRun.of(
            "train",
            EARLIER.resolve("small.yaml"),
            "--out",
            out,
            "--resume",
            "--set",
            "train.lr=2e-2",
            "--quiet")
        .refused("was made with other settings");
  }

  @Test
  void aPictureIsRepeatedWithTheThreadsItWasMadeWith() throws Exception {
    Path again = folder.resolve("again.png");

    String json = printed("apply", "--from", EARLIER.resolve("sepia.png"), "-o", again, "--json");

    assertThat(new ObjectMapper().readTree(json).get("threads").asInt()).isEqualTo(2);
    Examples.assertEqualButRounding(again, EARLIER.resolve("sepia.png"));
  }

  @Test
  void aSavedAnalogyIsApplied() throws Exception {
    Path made = folder.resolve("made.png");

    printed(
        "apply",
        "--analogy",
        EARLIER.resolve("sepia.analogy"),
        Examples.b("invert"),
        "-o",
        made,
        "--adapter",
        EARLIER.resolve("small.safetensors"),
        "--seed",
        3,
        "--threads",
        1);

    Examples.assertEqualButRounding(made, EARLIER.resolve("by-analogy.png"));
  }

  @Test
  void anExportedLoraIsUsed() throws Exception {
    Path made = folder.resolve("made.png");

    printed(
        "edit",
        Examples.b("invert"),
        "-p",
        "",
        "-o",
        made,
        "--lora",
        EARLIER.resolve("lora.safetensors"),
        0.8,
        "--seed",
        3,
        "--threads",
        1);

    Examples.assertEqualButRounding(made, EARLIER.resolve("by-lora.png"));
  }

  @Test
  void anEarlierSummaryIsReadWhole() throws IOException {
    Path out = folder.resolve("eval");
    Examples.copy(EARLIER.resolve("eval"), out);
    ObjectMapper json = new ObjectMapper();
    JsonNode earlier = json.readTree(out.resolve("summary.json").toFile());
    // The charts themselves were not kept.
    for (JsonNode chart : earlier.at("/appendices").findValues("file")) {
      PngWriter.write(out.resolve(chart.textValue()), Picture.filled(1, 1, 0), Map.of());
    }

    ObjectNode read = (ObjectNode) json.readTree(SummaryFile.read(out).json(out).toString());
    assertThat(means(read)).isEqualTo(means(earlier));
    // Tables follow from the answers: intervals of few tasks are over questions since.
    read.remove("tables");
    ((ObjectNode) earlier).remove("tables");
    assertThat(read).isEqualTo(earlier);
  }

  @Test
  void answersOfAnEvaluationAreUsedAgain() throws Exception {
    Path out = folder.resolve("eval");
    Examples.copy(EARLIER.resolve("eval"), out);
    Map<Path, FileTime> answers = times(out.resolve("outputs"), ".png");
    Path routes = out.resolve("routing/small.safetensors");
    FileTime routed = Files.getLastModifiedTime(routes);
    JsonNode earlier = new ObjectMapper().readTree(EARLIER.resolve("eval/summary.json").toFile());

    JsonNode summary =
        new ObjectMapper()
            .readTree(printed("eval", "run", EARLIER.resolve("suite.yaml"), "-o", out, "--json"));

    assertThat(answers).hasSize(2);
    assertThat(times(out.resolve("outputs"), ".png")).isEqualTo(answers);
    // Coefficients were those of no prompt and seed 0, whatever the answers were made with.
    assertThat(Files.getLastModifiedTime(routes)).isGreaterThan(routed);
    assertThat(means(summary)).isEqualTo(means(earlier));
  }

  private static List<JsonNode> means(JsonNode summary) {
    return summary.get("tables").findValues("mean");
  }

  @Test
  void trialsOfAnAblationAreNotTrainedAgain() throws Exception {
    Path out = folder.resolve("ablation");
    Examples.copy(EARLIER.resolve("ablation"), out);
    Map<Path, FileTime> adapters = times(out.resolve("runs"), "small.safetensors");
    Map<Path, FileTime> answers = times(out.resolve("outputs"), ".png");

    printed("ablate", EARLIER.resolve("plan.yaml"), "--out", out, "--threads", 1);

    assertThat(adapters).hasSize(2);
    assertThat(times(out.resolve("runs"), "small.safetensors")).isEqualTo(adapters);
    assertThat(answers).hasSize(6);
    assertThat(times(out.resolve("outputs"), ".png")).isEqualTo(answers);
  }

  /** The numbers of another processor may differ in the last bits. */
  private static void assertSameNumbers(Path made, Path expected) {
    try (Checkpoint one = Checkpoint.open(made);
        Checkpoint other = Checkpoint.open(expected);
        Scope scope = new Scope()) {
      assertThat(one.names()).isEqualTo(other.names());
      for (String name : one.names()) {
        float[] values = Tensors.floats(one.tensor(name));
        float[] then = Tensors.floats(other.tensor(name));
        assertThat(values).hasSameSizeAs(then);
        for (int i = 0; i < values.length; i++) {
          assertThat(values[i]).as(name).isCloseTo(then[i], within(1e-6f));
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    return List.copyOf(times(folder, "").keySet());
  }

  private static Map<Path, FileTime> times(Path folder, String end) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(end)) {
          times.put(folder.relativize(file), Files.getLastModifiedTime(file));
        }
      }
    }
    return times;
  }

  private static ProcessBuilder child(Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String classes = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", FIRST_FAMILY + File.pathSeparator + classes));
    command.add(Main.class.getName());
    command.addAll(List.of(CommandRun.words(arguments)));
    return new ProcessBuilder(command);
  }
}
