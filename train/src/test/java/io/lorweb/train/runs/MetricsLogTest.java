package io.lorweb.train.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs survive being killed and going back. */
class MetricsLogTest {

  @TempDir Path folder;

  private List<Long> steps() {
    return RunHistory.read(folder).steps().stream().map(StepMetrics::step).toList();
  }

  private List<Long> routings() {
    return RunHistory.read(folder).routings().stream().map(RunHistory.Routing::step).toList();
  }

  @Test
  void everyLineIsThereAtOnceAndReadsAsWritten() {
    StepMetrics step = Histories.step(5, true);
    try (MetricsLog log = MetricsLog.open(folder, 0)) {
      log.add(step);
      RunHistory history = RunHistory.read(folder);
      assertThat(history.steps()).containsExactly(Histories.step(5, false));
      RoutingStatistics routing = history.routings().get(0).statistics();
      RoutingStatistics written = step.routing().orElseThrow();
      assertThat(routing.paths()).isEqualTo(written.paths());
      assertThat(routing.size()).isEqualTo(8);
      assertThat(routing.usage()).containsExactly(written.usage(), within(1e-5f));
      assertThat(routing.entropy()).containsExactly(written.entropy(), within(1e-5f));
    }
  }

  @Test
  void resumingDropsWhatWillBeWrittenAgain() {
    Histories.write(folder, 12);
    try (MetricsLog log = MetricsLog.open(folder, 7)) {
      assertThat(steps()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
      assertThat(routings()).containsExactly(5L);
      log.add(Histories.step(8, true));
    }
    assertThat(steps()).endsWith(7L, 8L);
    assertThat(routings()).containsExactly(5L, 8L);
    // Twice, thrice: nothing is lost or doubled.
    MetricsLog.open(folder, 8).close();
    MetricsLog.open(folder, 8).close();
    assertThat(steps()).hasSize(8);
    MetricsLog.open(folder, 0).close();
    assertThat(steps()).isEmpty();
  }

  @Test
  void heldOutLossesAreKeptWithTheirSteps() {
    try (MetricsLog log = MetricsLog.open(folder, 0)) {
      log.begin(0.5);
      log.add(Histories.step(1, false));
      log.add(Histories.step(2, false).validated(OptionalDouble.of(0.25)));
    }
    assertThat(RunHistory.read(folder).validations())
        .containsExactly(new RunHistory.Validation(0, 0.5), new RunHistory.Validation(2, 0.25));
    assertThat(RunHistory.read(folder).validation()).hasValue(0.25);
    assertThat(steps()).containsExactly(1L, 2L);
    MetricsLog.open(folder, 1).close();
    assertThat(RunHistory.read(folder).validation()).hasValue(0.5);
    MetricsLog.open(folder, 0).close();
    assertThat(RunHistory.read(folder).validations()).isEmpty();
  }

  @Test
  void tornLastLineIsDropped() throws IOException {
    Histories.write(folder, 3);
    Path file = folder.resolve(MetricsLog.METRICS);
    Files.writeString(file, "{\"step\": 4, \"lo", StandardOpenOption.APPEND);
    assertThat(steps()).containsExactly(1L, 2L, 3L);
    try (MetricsLog log = MetricsLog.open(folder, 100)) {
      log.add(Histories.step(4, false));
    }
    assertThat(steps()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(Files.readString(file)).doesNotContain("\"lo{").endsWith("}\n");
  }

  @Test
  void lossThatIsNoNumberIsNull() throws IOException {
    try (MetricsLog log = MetricsLog.open(folder, 0)) {
      log.add(
          new StepMetrics(
              1,
              0,
              Double.NaN,
              1,
              Double.POSITIVE_INFINITY,
              1,
              1,
              Optional.empty(),
              OptionalDouble.empty()));
    }
    assertThat(Files.readString(folder.resolve(MetricsLog.METRICS)))
        .contains("\"loss\":null", "\"grad_norm\":null");
    assertThat(RunHistory.read(folder).steps().get(0).loss()).isNaN();
  }

  @Test
  void brokenLogsAreRefusedWithTheirLine() throws IOException {
    assertThatThrownBy(() -> RunHistory.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a run");
    Path file = folder.resolve(MetricsLog.METRICS);
    Files.writeString(file, "{\"step\": 1}\nnonsense\n");
    assertThatThrownBy(() -> RunHistory.read(folder)).hasMessageContaining("line 2");
    Files.writeString(file, "{\"step\": 1}\n{}\n");
    assertThatThrownBy(() -> RunHistory.read(folder)).hasMessageContaining("with a step");
    Files.writeString(file, "{\"step\": 1}\n");
    Files.writeString(
        folder.resolve(MetricsLog.ROUTING),
        "{\"step\": 1, \"size\": 2, \"paths\": [\"a\"], \"entropy\": [1], \"usage\": [1]}\n");
    assertThatThrownBy(() -> RunHistory.read(folder)).hasMessageContaining("1 coefficients");
  }

  @Test
  void smoothingStartsAtTheFirstValue() {
    assertThat(Smoothing.of(new double[] {2, 2, Double.NaN, 2}, 0.9))
        .containsExactly(new double[] {2, 2, 2, 2}, within(1e-12));
    assertThat(Smoothing.of(new double[] {0, 1}, 0.5)[1]).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Smoothing.of(new double[] {Double.NaN}, 0.5)[0]).isNaN();
  }
}
