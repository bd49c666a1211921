package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.train.runs.MetricsLog;
import io.lorweb.train.runs.StepMetrics;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lorweb runs}. */
class RunsTest {

  @TempDir Path folder;

  private Path run(String name, int steps) {
    try (MetricsLog log = MetricsLog.open(folder.resolve(name), 0)) {
      for (int i = 1; i <= steps; i++) {
        log.add(
            new StepMetrics(
                i, 0, 1.0 / i, 1e-3, 1, 5, 0.2, Optional.empty(), OptionalDouble.empty()));
      }
    }
    return folder.resolve(name);
  }

  @Test
  void plot() {
    Path one = run("one", 4);
    Path two = run("two", 8);
    Path out = folder.resolve("plots");
    CommandRun.of("runs", "plot", one, two, "-o", out).succeeded();
    assertThat(out.resolve("loss.png")).exists();
    assertThat(out.resolve("index.html")).content().contains("one, two");
    JsonNode json = CommandRun.of("runs", "plot", one, "-o", out, "--json").succeeded().json();
    assertThat(json).hasSize(5);
  }

  @Test
  void list() {
    run("one", 4);
    run("two", 0);
    String out = CommandRun.of("runs", "list", folder).succeeded().out();
    assertThat(out.lines()).hasSize(2);
    assertThat(out).contains("step 4        loss 0.25").contains("step 0        loss -");
    JsonNode json = CommandRun.of("runs", "list", folder, "--json").succeeded().json();
    assertThat(json.get(0).get("step").asInt()).isEqualTo(4);
  }

  @Test
  void mistakes() {
    CommandRun.of("runs", "plot", folder, "-o", folder).refused("is not a run: it has no");
    CommandRun.of("runs", "plot", run("none", 0), "-o", folder).refused("first step");
    CommandRun.of("runs", "list", folder.resolve("nowhere")).refused("does not exist");
    CommandRun.of("runs", "plot", "-o", folder).refused("Missing required parameter");
  }
}
