package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class SignalsTest {

  /** A step of the embedded model takes milliseconds; the rest is for a busy machine. */
  private static final long A_FEW_SECONDS = 20;

  private static final Object[] LONG_RUN = {
    "apply", Examples.a("sepia"), Examples.a2("sepia"), "--steps", 1000, "-v"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "HUP,129"})
  void aSignalEndsARunBetweenTwoSteps(String signal, int code) throws Exception {
    assumeTrue(!signal.equals("HUP") || !ignoresHangUp(), "started under nohup");
    Path out = Files.createDirectory(folder.resolve("out"));
    try (ChildRun child = start(LONG_RUN, Examples.b("sepia"), "-o", out.resolve("x.png"))) {
      child.until(() -> child.err().contains("loaded in"));
      // Into the steps, not into the loading.
      Thread.sleep(300);
      child.signal(signal);

      assertThat(child.code(A_FEW_SECONDS)).isEqualTo(code);
      assertThat(child.err().lines().filter(line -> line.startsWith("lorweb: "))).hasSize(1);
      assertThat(child.err()).doesNotContain("\tat ");
    }
    assertThat(Examples.list(out)).isEmpty();
  }

  @Test
  void aSignalWhileLoadingEndsTheRunToo() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    try (ChildRun child =
        ChildRun.start(
            folder,
            List.of("-Xlog:class+load:stderr"),
            LONG_RUN,
            Examples.b("sepia"),
            "-o",
            out.resolve("x.png"))) {
      child.until(() -> child.err().contains("io.lorweb.LoRWeB "));
      child.signal("INT");

      assertThat(child.code(A_FEW_SECONDS)).isEqualTo(130);
    }
    assertThat(Examples.list(out)).isEmpty();
  }

  @Test
  void aBatchKeepsWhatIsFinished() throws Exception {
    Path out = folder.resolve("out");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"a\": \"%s\", \"a2\": \"%s\", \"b\": \"%s\", \"out\": \"%d.png\"}%n",
              Examples.a("sepia").toAbsolutePath(),
              Examples.a2("sepia").toAbsolutePath(),
              Examples.b("sepia").toAbsolutePath(),
              i));
    }
    Path batch = Files.writeString(folder.resolve("items.jsonl"), lines);
    try (ChildRun child = start("apply", "--batch", batch, "-o", out, "--steps", 20)) {
      child.until(() -> Files.exists(out.resolve("1.png")));
      child.signal("TERM");

      assertThat(child.code(A_FEW_SECONDS)).isEqualTo(143);
    }
    List<String> made = Examples.list(out);
    assertThat(made).contains("0.png", "1.png").hasSizeLessThan(500);
    assertThat(made).allMatch(name -> name.matches("\\d+\\.png"));
    made.forEach(name -> assertThat(Examples.read(out.resolve(name)).width()).isEqualTo(64));
  }

  @Test
  void aSecondSignalEndsTheProgramAtOnce() throws Exception {
    Path out = folder.resolve("x.png");
    // One step of a large picture takes longer than the patience below.
    try (ChildRun child = start(LONG_RUN, Examples.b("sepia"), "-o", out, "--size", "1024x1024")) {
      child.until(() -> child.err().contains("loaded in"));
      child.signal("INT");
      Thread.sleep(200);
      child.signal("INT");

      assertThat(child.code(5)).isEqualTo(130);
    }
    assertThat(out).doesNotExist();
  }

  /** Whoever started the tests may have told all of their processes to ignore it. */
  private static boolean ignoresHangUp() throws Exception {
    Path status = Path.of("/proc/self/status");
    for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0;
      }
    }
    return false;
  }

  private ChildRun start(Object... arguments) {
    return ChildRun.start(folder, List.of(), arguments);
  }
}
