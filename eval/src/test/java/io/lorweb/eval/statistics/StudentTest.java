package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudentTest {

  /** scipy 1.17: t.interval(0.95, 11, mean, sem). */
  @Test
  void ofOneTaskItIsScipys() {
    Interval interval =
        Student.within(
            List.of(List.of(3.1, 4.7, 2.2, 9.8, 6.4, 5.0, 7.3, 1.1, 8.8, 4.4, 6.6, 2.9)));

    assertThat(interval.mean()).isCloseTo(5.191666666666667, within(1e-12));
    assertThat(interval.low()).isCloseTo(3.4957568145497904, within(1e-9));
    assertThat(interval.high()).isCloseTo(6.887576518783544, within(1e-9));
  }

  /** scipy 1.17: half of the interval of ttest_ind(first, -second, equal_var=False). */
  @Test
  void ofTasksThatSpreadDifferentlyItIsWelchs() {
    Interval interval =
        Student.within(List.of(List.of(3.1, 4.7, 2.2, 9.8), List.of(21.0, 20.5, 22.5)));

    assertThat(interval.mean()).isCloseTo(13.141666666666666, within(1e-12));
    assertThat(interval.low()).isCloseTo(10.563670409032056, within(1e-9));
    assertThat(interval.high()).isCloseTo(15.719662924301275, within(1e-9));
  }

  @Test
  void equalValuesDoNotTellHowFarTheySpread() {
    assertThat(Student.within(List.of(Collections.nCopies(9, 0.3)))).isEqualTo(unknown(0.3));
    assertThat(Over.TASKS.interval(Collections.nCopies(9, List.of(1.0)), 0)).isEqualTo(unknown(1));
    assertThat(Student.within(List.of(List.of(1.0, 1.0, 1.0), List.of(1.0, 2.0))).known()).isTrue();
  }

  private static Interval unknown(double mean) {
    return Interval.unknown(mean);
  }
}
