package io.lorweb.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

  @Test
  void aProgramIsStartedWithItsWordsAndTheRunsArguments(@TempDir Path folder) {
    Path made = folder.resolve("made");

    Program.Cost cost =
        new Program(List.of("sh", "-c", ": > $0; sleep $1")).run(List.of(made.toString(), "0.05"));

    assertThat(made).exists();
    assertThat(cost.wall()).isPositive();
  }

  @Test
  void aProgramThatFailsIsNamedWithWhatItSaid() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new Program(List.of("sh", "-c", "echo no >&2; exit 3")).run(List.of("x")))
        .withMessageContaining("x' failed: no");
  }

  @Test
  void costOfAProcessIsTheLastLineThatBashSays() {
    assertThat(Program.Cost.parse("a warning\n1.250 0.900 0.110\n"))
        .isEqualTo(new Program.Cost(1.25, 0.9, 0.11));
  }
}
