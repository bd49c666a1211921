package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code lorweb ablate} on the embedded model and six drawn pairs. */
class AblateTest {

  @TempDir Path folder;
  private Path out;
  private Path plan;

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    plan = folder.resolve("plan.yaml");
    SmallTraining training = SmallTraining.in(folder, 2, 2);
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        String.format(
            Locale.ROOT,
            """
        data: [{path: %s, items: 2}]
        models: [{name: copy of b, by: copy, steps: 1}]
        metrics: [psnr]
        """,
            folder.resolve("pairs")));
    Files.writeString(
        plan,
        String.format(
            Locale.ROOT,
            """
        recipe: %s
        suite: %s
        set: [train.steps=1]
        seeds: [0, 1]
        vary: [{key: adapter.loras_num, values: [1, 2]}]
        """,
            training.config(),
            suite));
  }

  private CommandRun run() {
    return CommandRun.of("ablate", plan, "--out", out, "--threads", 1, "--json");
  }

  private Map<Path, FileTime> adapters() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out.resolve("runs"))) {
      for (Path file : files.filter(f -> f.endsWith("small.safetensors")).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void everyVariantIsARowAndASecondRunTrainsNothing() throws IOException {
    CommandRun first = run();

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("loras_num=1 s0, 1 of 4", "loras_num=2 s1, 4 of 4");
    Map<Path, FileTime> trained = adapters();
    assertThat(trained).hasSize(4);
    List<String> models = new ArrayList<>();
    JsonNode summary = first.json();
    summary.get("models").forEach(name -> models.add(name.textValue()));
    assertThat(models).containsExactly("loras_num=1", "loras_num=2", "copy of b");
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("Trials, one by one")
        .contains("| loras_num=2 | 1 | 2 / 192 |");
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page).contains("against loras_num").doesNotContain("Routing of");
    String text = Files.readString(out.resolve("report.md"));
    CommandRun.of("eval", "report", out).succeeded();
    assertThat(out.resolve("report.html")).hasContent(page);
    assertThat(out.resolve("report.md")).hasContent(text);

    CommandRun second = run();

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(adapters()).isEqualTo(trained);
    assertThat(second.json().get("answers")).isEqualTo(summary.get("answers"));
  }

  @Test
  void aPlanWithoutVariantsIsRefusedBeforeAnythingIsWritten() throws IOException {
    Files.writeString(plan, "recipe: r.yaml\nsuite: s.yaml\n");

    CommandRun refused = run();

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("nothing varies");
    assertThat(out).doesNotExist();
  }
}
