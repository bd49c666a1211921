package io.lorweb.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.tensor.ComputeType;
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
  void costOfAProcessIsTheLastLineThatBashSays() {
    assertThat(Launcher.Cost.parse("a warning\n1.250 0.900 0.110\n"))
        .isEqualTo(new Launcher.Cost(1.25, 0.9, 0.11));
  }
}
