package io.lorweb.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.tensor.ComputeType;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowTest {

  private static Timing timing(double... seconds) {
    return new Timing(seconds, OptionalDouble.empty());
  }

  @Test
  void minimumMedianAndSpreadOfKnownTimes() {
    Timing timing = timing(5, 1, 2, 3, 4);

    assertThat(timing.minimum()).isEqualTo(1);
    assertThat(timing.median()).isEqualTo(3);
    assertThat(timing.spread()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void shareIsTheRateOverThePeakWithTheSameThreads() {
    Peak peak = new Peak(ComputeType.FP32, 8, new TreeMap<>(Map.of(1, 100.0, 2, 200.0)));
    Row row = new Row(Group.STEP, "step", 2, timing(2, 1, 4), OptionalDouble.of(150e9));

    assertThat(row.gflops()).hasValue(150);
    assertThat(peak.share(row)).isEqualTo(0.75);
  }

  /** Two ticks of the processor's clock over many short runs are no measure of one. */
  @Test
  void tooLittleProcessorTimeIsNotKnown() {
    assertThat(Timing.processor(2, 4)).hasValue(0.5);
    assertThat(Timing.processor(0.02, 100)).isEmpty();
    assertThat(Timing.processor(0, 3)).isEmpty();
  }

  @Test
  void withOneThreadTheTurnsOfOtherProgramsDoNotCount() {
    Timing busy = new Timing(new double[] {4, 3}, OptionalDouble.of(2));

    assertThat(busy.undisturbed(1)).isEqualTo(2);
    assertThat(busy.undisturbed(2)).isEqualTo(3);
    assertThat(timing(4, 3).undisturbed(1)).isEqualTo(3);
    assertThat(new Row(Group.STEP, "step", 1, busy, OptionalDouble.of(6e9)).gflops()).hasValue(3);
  }

  @Test
  void timesThatAreNoTimesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> timing());
    assertThatIllegalArgumentException().isThrownBy(() -> timing(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> timing(Double.NaN));
  }

  @Test
  void processesChooseTheirThreadsThemselves() {
    Comparison cold =
        new Comparison("apply, cold", 0, new Pairs(new double[] {4}, new double[] {1}));
    Machine machine = new Machine("any", 2, 8, "17", "2", "MKL", 0);
    Peak peak = new Peak(ComputeType.FP32, 8, new TreeMap<>(Map.of(1, 100.0)));
    Report report =
        new Report(machine, peak, List.of(), List.of(), List.of(), List.of(cold), "2.0");

    assertThat(ReportText.of(report)).containsPattern("apply, cold \\| +- \\|.* 0\\.250 \\|");
    assertThat(ReportJson.of(report).get("against_python").get(0).has("threads")).isFalse();
  }
}
