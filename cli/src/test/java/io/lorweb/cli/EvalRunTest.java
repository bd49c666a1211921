package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.eval.metric.Psnr;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lorweb eval run} on worked examples and the embedded model. */
class EvalRunTest {

  private static final Path EXAMPLES = Path.of("examples/analogies").toAbsolutePath();
  private static final List<String> TASKS = List.of("invert", "sepia", "borderblack");

  @TempDir Path folder;
  private Path manifest;
  private Path out;

  @BeforeEach
  void questions() throws IOException {
    out = folder.resolve("out");
    manifest = folder.resolve("questions.jsonl");
    List<String> lines = new ArrayList<>();
    for (String task : TASKS) {
      lines.add(line(task, EXAMPLES.resolve(task).resolve("b.png").toString()));
    }
    Files.write(manifest, lines);
  }

  private static String line(String task, String b) {
    Path example = EXAMPLES.resolve(task);
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s/1\",\"task\":\"%s\",\"a\":\"%s\",\"a2\":\"%s\",\"b\":\"%s\",\"b2\":\"%s\"}",
        task,
        task,
        example.resolve("a.png"),
        example.resolve("a2.png"),
        b,
        example.resolve("truth.png"));
  }

  private Path suite(String metrics) throws IOException {
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        String.format(
            Locale.ROOT,
            """
        name: worked examples
        seed: 3
        data: [{path: %s}]
        groups: {colours: [invert, sepia], frames: [borderblack]}
        models:
          - {name: LoRWeB, steps: 2, fit: 1}
          - {name: copy of b, by: copy}
        metrics: %s
        """,
            manifest,
            metrics));
    return suite;
  }

  private CommandRun run(Path suite) {
    return CommandRun.of("eval", "run", suite, "--out", out, "--json");
  }

  private Map<Path, FileTime> pictures() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out.resolve("outputs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void everyModelAnswersAndIsMeasured() throws IOException {
    JsonNode summary =
        run(suite("[psnr, gain, ssim, clip-direction, clip-similarity]")).succeeded().json();

    assertThat(summary.at("/asked").asInt()).isEqualTo(3);
    assertThat(summary.at("/compared").asInt()).isEqualTo(3);
    assertThat(summary.at("/problems")).isEmpty();
    assertThat(summary.at("/answers")).hasSize(6);
    for (JsonNode answer : summary.at("/answers")) {
      String task = answer.get("question").asText().replace("/1", "");
      Picture output = PictureReader.read(out.resolve(answer.get("output").asText()));
      Picture truth = PictureReader.read(EXAMPLES.resolve(task).resolve("truth.png"));
      assertThat(answer.at("/values/psnr").asDouble())
          .isCloseTo(Psnr.of(output, truth), within(1e-9));
      if (answer.get("model").asText().equals("copy of b")) {
        assertThat(answer.at("/values/gain").asDouble()).isZero();
        assertThat(answer.at("/values/clip-direction").asDouble()).isZero();
        assertThat(answer.at("/values/clip-similarity").asDouble()).isCloseTo(1, within(1e-9));
      }
    }
    JsonNode row = summary.at("/tables/0");
    assertThat(row.get("group").asText()).isEqualTo("colours");
    assertThat(row.get("tasks").asInt()).isEqualTo(2);
    assertThat(row.at("/models/LoRWeB/mean").asDouble())
        .isCloseTo(
            (value(summary, "LoRWeB", "invert", "psnr") + value(summary, "LoRWeB", "sepia", "psnr"))
                / 2,
            within(1e-9));
    assertThat(row.at("/differences/copy of b/difference").asDouble())
        .isCloseTo(
            row.at("/models/copy of b/mean").asDouble() - row.at("/models/LoRWeB/mean").asDouble(),
            within(1e-9));
    assertThat(out.resolve("report.md"))
        .content()
        .contains(
            "## colours (2 tasks, 2 questions; too few questions for intervals)",
            "| LoRWeB |",
            "| copy of b |",
            "eval run");
    assertThat(out.resolve("summary.json")).exists();
    assertThat(out.resolve("report.html")).content().contains("<td>LoRWeB</td>", "sepia/1");
    JsonNode facts = summary.at("/settings/0");
    assertThat(facts.at("/run/steps").asInt()).isEqualTo(2);
    assertThat(facts.at("/run/fit").asInt()).isEqualTo(1);
    assertThat(facts.at("/run/layout").asText()).isNotEmpty();
    assertThat(facts.get("seconds").asDouble()).isPositive();
    assertThat(facts.at("/weights/elements").asInt()).isGreaterThan(1);
    assertThat(facts.at("/weights/parameters").asLong()).isGreaterThan(10_000);
    assertThat(facts.at("/weights/fingerprints/0").asText()).hasSizeGreaterThan(12);
    assertThat(summary.at("/settings/1").has("run")).isFalse();
    assertThat(out.resolve("tables/results.csv")).content().contains("colours,psnr,copy of b,2,2,");
    assertThat(out.resolve("tables/results.tex")).content().contains("\\toprule");
    assertThat(out.resolve("tables/models.csv")).content().contains("LoRWeB,analogy,");
  }

  @Test
  void theReportTellsHowTheAdapterRoutesAndEncodesNothingTwice() throws IOException {
    JsonNode first = run(suite("[psnr, gain]")).succeeded().json();

    JsonNode routing = first.at("/appendices/0");
    assertThat(routing.get("heading").asText()).isEqualTo("Routing of LoRWeB");
    assertThat(routing.at("/rows")).hasSize(3);
    assertThat(routing.at("/rows/0/cells/0").asText()).isEqualTo("borderblack");
    assertThat(routing.at("/rows/0/cells/4").asText()).contains("invert", "sepia");
    assertThat(routing.at("/charts")).hasSize(3);
    for (JsonNode chart : routing.at("/charts")) {
      assertThat(PictureReader.read(out.resolve(chart.get("file").asText())).width())
          .isGreaterThan(500);
    }
    Path routes = out.resolve("routing/LoRWeB.safetensors");
    FileTime made = Files.getLastModifiedTime(routes);
    byte[] html = Files.readAllBytes(out.resolve("report.html"));
    byte[] markdown = Files.readAllBytes(out.resolve("report.md"));

    JsonNode second = run(suite("[psnr, gain]")).succeeded().json();

    assertThat(Files.getLastModifiedTime(routes)).isEqualTo(made);
    assertThat(second.get("appendices")).isEqualTo(first.get("appendices"));
    Files.delete(out.resolve("report.html"));
    CommandRun.of("eval", "report", out).succeeded();
    assertThat(out.resolve("report.html")).hasBinaryContent(html);
    assertThat(out.resolve("report.md")).hasBinaryContent(markdown);
    Files.delete(out.resolve(routing.at("/charts/0/file").asText()));
    CommandRun.of("eval", "report", out).refused("charts/how-far", "run the evaluation again");
  }

  @Test
  void routingIsLeftOutWhereTheSuiteSaysSo() throws IOException {
    Path suite = suite("[psnr]");
    Files.writeString(suite, "routing: false\n", StandardOpenOption.APPEND);

    JsonNode summary = run(suite).succeeded().json();

    assertThat(summary.get("appendices")).isEmpty();
    assertThat(out.resolve("routing")).doesNotExist();
  }

  private static double value(JsonNode summary, String model, String task, String metric) {
    for (JsonNode answer : summary.at("/answers")) {
      if (answer.get("model").asText().equals(model)
          && answer.get("question").asText().equals(task + "/1")) {
        return answer.get("values").get(metric).asDouble();
      }
    }
    throw new AssertionError(model + " did not answer " + task);
  }

  @Test
  void aSecondRunMakesOnlyWhatIsMissing() throws IOException {
    JsonNode first = run(suite("[psnr]")).succeeded().json();
    Map<Path, FileTime> made = pictures();
    assertThat(made).hasSize(3);
    Path lost = made.keySet().iterator().next();
    byte[] bytes = Files.readAllBytes(lost);
    Files.delete(lost);

    JsonNode second = run(suite("[psnr, ssim]")).succeeded().json();

    assertThat(lost).hasBinaryContent(bytes);
    Map<Path, FileTime> again = pictures();
    assertThat(again.keySet()).isEqualTo(made.keySet());
    made.remove(lost);
    assertThat(again).containsAllEntriesOf(made);
    assertThat(second.at("/tables/0")).isEqualTo(first.at("/tables/0"));
    assertThat(second.at("/tables/1/metric").asText()).isEqualTo("ssim");
  }

  @Test
  void reportsAreWrittenAgainWithoutAnyModel() throws IOException {
    run(suite("[psnr]")).succeeded();
    byte[] page = Files.readAllBytes(out.resolve("report.html"));
    Files.delete(out.resolve("report.html"));
    Files.delete(out.resolve("report.md"));

    CommandRun.of("eval", "report", out).succeeded();

    assertThat(out.resolve("report.html")).hasBinaryContent(page);
    assertThat(out.resolve("report.md")).exists();
    CommandRun.of("eval", "report", folder.resolve("none")).refused("summary.json is missing");
  }

  @Test
  void aFaultyPictureIsCountedAndCountsForNobody() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
    List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
    lines.set(0, line("invert", broken.toString()));
    Files.write(manifest, lines);

    CommandRun run = run(suite("[psnr]"));

    assertThat(run.code()).isEqualTo(1);
    JsonNode summary = run.json();
    assertThat(summary.at("/asked").asInt()).isEqualTo(3);
    assertThat(summary.at("/compared").asInt()).isEqualTo(2);
    assertThat(summary.at("/problems/0/model").asText()).isEqualTo("LoRWeB");
    assertThat(summary.at("/problems/0/question").asText()).isEqualTo("invert/1");
    assertThat(summary.at("/problems/0/what").asText()).contains("broken.png");
    assertThat(summary.at("/tables/0/tasks").asInt()).isEqualTo(1);
    assertThat(run.err()).contains("invert/1");
    assertThat(out.resolve("report.md")).content().contains("## Problems", "broken.png");
  }

  @Test
  void severalDemonstrationsMakeAnotherAnswerAndOneTheSame() throws IOException {
    JsonNode alone = run(suite("[psnr]")).json();
    List<String> lines = new ArrayList<>();
    for (String task : TASKS) {
      Path example = EXAMPLES.resolve(task);
      lines.add(pair("sepia/" + lines.size(), example.resolve("a.png"), example.resolve("a2.png")));
    }
    Files.write(manifest, lines);
    Path suite = suite("[psnr]");
    String text = Files.readString(suite).replaceAll("(?m)^groups.*$", "demonstrations: [1, 2]");
    Files.writeString(suite, text);

    JsonNode summary = run(suite).succeeded().json();

    assertThat(alone.at("/settings/0/demonstrations").asInt()).isEqualTo(1);
    assertThat(summary.at("/models/1").asText()).isEqualTo("LoRWeB k=2");
    assertThat(summary.at("/settings/1/demonstrations").asInt()).isEqualTo(2);
    assertThat(summary.at("/questions/0/more")).hasSize(1);
    assertThat(Files.readAllBytes(out.resolve(summary.at("/answers/0/output").asText())))
        .isNotEqualTo(Files.readAllBytes(out.resolve(summary.at("/answers/3/output").asText())));
    assertThat(out.resolve("report.md"))
        .content()
        .contains("Not all models ran under the same settings: demonstrations 1 (LoRWeB k=1), 2");
    Files.writeString(suite, text.replace("[1, 2]", "[1, 3]"));
    run(suite).refused("3 demonstrations are asked for but the task 'sepia' has 3 pairs");
  }

  private static String pair(String id, Path before, Path after) {
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s\",\"task\":\"sepia\",\"before\":\"%s\",\"after\":\"%s\"}",
        id,
        before,
        after);
  }

  @Test
  void whatCannotBeMeasuredIsRefusedBeforeAnyPicture() throws IOException {
    run(suite("[lpips]")).refused("LPIPS", "alexnet");
    run(suite("[psnr, fid]")).refused("'fid'", "clip-direction");
    assertThat(out).doesNotExist();
  }

  @Test
  void mistakesInASuiteNameLineAndKey() throws IOException {
    Path suite = suite("[psnr]");
    String text = Files.readString(suite);
    Files.writeString(suite, text.replace("seed: 3", "sed: 3"));
    run(suite).refused("line 2", "sed", "seed");
    Files.writeString(suite, text.replace("by: copy", "by: copying"));
    run(suite).refused("by", "copying", "analogy");
    Files.writeString(suite, text.replace("copy of b", "LoRWeB"));
    run(suite).refused("two models", "LoRWeB");
    Files.writeString(suite, text.replace("colours: [invert, sepia]", "colours: invert"));
    run(suite).refused("groups", "colours");
  }
}
