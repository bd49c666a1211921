package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueAxisTest {

  @Test
  void itBeginsAtZeroWhereThatPressesNothingTogether() {
    ValueAxis axis = ValueAxis.of(new double[] {6, 9.5, 18}, true, 1);

    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isBetween(18.0, 25.0);
    assertThat(axis.broken()).isFalse();
    assertThat(axis.at(0)).isZero();
  }

  @Test
  void elseItIsBrokenAndSaysSo() {
    ValueAxis axis = ValueAxis.of(new double[] {16.2, 16.7, 17.1}, true, 0.5);

    assertThat(axis.broken()).isTrue();
    assertThat(axis.low()).isBetween(15.5, 16.2);
    assertThat(axis.high()).isBetween(17.1, 17.6);
    assertThat(axis.ticks()).hasSizeBetween(4, 9);
    assertThat(axis.label(axis.low())).isEqualTo("16.2");
  }

  /** Two hundredths of a decibel filled a chart's height. */
  @Test
  void withoutIntervalsADifferenceIsSeenAgainstZero() {
    ValueAxis axis = ValueAxis.of(new double[] {16.687, 16.709}, false, 1);

    assertThat(axis.low()).isZero();
    assertThat(axis.at(16.709) - axis.at(16.687)).isLessThan(0.01);
  }

  /** Intervals as narrow as the difference are no reason to blow it up. */
  @Test
  void aBrokenAxisSpansAtLeastWhatTablesShow() {
    ValueAxis axis = ValueAxis.of(new double[] {16.68, 16.72}, true, 1);

    assertThat(axis.broken()).isTrue();
    assertThat(axis.high() - axis.low()).isBetween(1.0, 1.6);
    assertThat(axis.at(16.7)).isBetween(0.3, 0.7);
    assertThat(axis.at(16.72) - axis.at(16.68)).isLessThan(0.05);
    // Not over zero, which it would then have without beginning there.
    assertThat(ValueAxis.of(new double[] {0.2, 0.25}, true, 1).low()).isZero();
    assertThat(ValueAxis.of(new double[] {-0.25, -0.2}, true, 1).high()).isZero();
  }

  @Test
  void negativeValuesHangFromZero() {
    ValueAxis axis = ValueAxis.of(new double[] {-3, -1}, true, 1);

    assertThat(axis.high()).isZero();
    assertThat(axis.low()).isLessThanOrEqualTo(-3);
    assertThat(ValueAxis.of(new double[] {-1, 2}, true, 1).broken()).isFalse();
    assertThat(ValueAxis.of(new double[] {0}, false, 1).high()).isPositive();
  }
}
