package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no packages; the rest is tested where the data is made. */
class TinyDataTest {

  @TempDir Path folder;

  @Test
  void aMissingPackageIsNamedWithTheRemedy() {
    CommandRun.of("tiny", "data", folder.resolve("out"), "--packages", folder, "--size", 17)
        .refused("iconify-json-noto-1.2.9.tgz", "npm pack");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--size,8", "--size,4096", "--pairs,1", "--variants,-1", "--threads,0"})
  void senselessNumbersAreRefused(String option, String value) {
    CommandRun.of("tiny", "data", folder.resolve("out"), "--packages", folder, option, value)
        .refused(option);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    CommandRun.of("tiny", "data", file, "--packages", folder).refused("is a file");
  }

  @Test
  void theGroupShowsItsCommands() {
    assertThat(CommandRun.of("tiny").succeeded().out()).contains("data");
    assertThat(CommandRun.of("tiny", "data", "--help").succeeded().out())
        .contains("--packages", "Example:");
  }
}
