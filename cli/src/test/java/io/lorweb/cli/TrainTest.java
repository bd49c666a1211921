package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lorweb train} up to the trainer. */
class TrainTest {

  private static final Path PAPER = Path.of("examples/training/paper.yaml");
  private static final Path OWN = Path.of("examples/training/own.yaml");

  @TempDir Path folder;

  @Test
  void dryRunOfThePapersConfiguration() {
    CommandRun run = CommandRun.of("train", PAPER, "--dry-run").succeeded();
    assertThat(run.out())
        .contains("learned parameters  835,051,520")
        .contains("adapted Linears     494")
        .contains("type: \"lorweb\"");
    assertThat(run.err()).contains("bell curve", "published sizes");
    assertThat(CommandRun.of("train", PAPER, "--dry-run", "--quiet").succeeded().err()).isEmpty();
  }

  @Test
  void dryRunAsJson() {
    JsonNode json =
        CommandRun.of(
                "train",
                PAPER,
                "--dry-run",
                "--json",
                "--set",
                "network.network_kwargs.loras_num=16",
                "--set",
                "model.name_or_path=tiny-kontext",
                "--out",
                folder)
            .succeeded()
            .json();
    assertThat(json.at("/config/adapter/loras_num").asInt()).isEqualTo(16);
    assertThat(json.at("/config/out").asText()).isEqualTo(folder.toString());
    assertThat(json.at("/adapted_linears").asInt()).isEqualTo(78);
    assertThat(json.at("/notices")).isNotEmpty();
    assertThat(json.at("/memory_bytes/total").asLong()).isPositive();
    assertThat(json.at("/seconds").asDouble()).isPositive();
  }

  @Test
  void dryRunWritesNothing() throws IOException {
    CommandRun.of("train", OWN, "--dry-run", "--out", folder.resolve("run")).succeeded();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void resolvedConfigurationReadsAgain() throws IOException {
    String out = CommandRun.of("train", OWN, "--dry-run").succeeded().out();
    Path again = folder.resolve("again.yaml");
    Files.writeString(again, out.substring(0, out.indexOf("\n\n")));
    String second = CommandRun.of("train", again, "--dry-run").succeeded().out();
    assertThat(second.substring(0, second.indexOf("\n\n")))
        .isEqualTo(out.substring(0, out.indexOf("\n\n")));
  }

  @Test
  void mistakesAreOneSentence() throws IOException {
    CommandRun.of("train", folder.resolve("none.yaml")).refused("none.yaml is missing");
    CommandRun.of("train", PAPER, "--set", "train.stepz=1")
        .refused("--set: train.stepz is not a known key", "'train.steps'");
    CommandRun.of("train", PAPER, "--set", "train.steps").refused("must be KEY=VALUE");
    CommandRun.of("train", OWN, "--workers", "0").refused("--workers 0 must be at least 1");
    CommandRun.of("train", OWN, "--threads", "0").refused("--threads 0 must be at least 1");
    CommandRun.of("train", OWN, "--dry-run", "--quiet", "--set", "model=no/where")
        .refused("'no/where' is neither a folder");
    Path file = Files.createFile(folder.resolve("file"));
    CommandRun.of("train", OWN, "--out", file.resolve("run")).refused("is a file, not a folder");
    Path yaml = folder.resolve("bad.yaml");
    Files.writeString(yaml, "data: x\ntrain: {lr: [}\n");
    CommandRun.of("train", yaml).refused("bad.yaml, line 2");
  }
}
