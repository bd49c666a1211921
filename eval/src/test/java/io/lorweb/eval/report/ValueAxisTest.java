package io.lorweb.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueAxisTest {

  @Test
  void itBeginsAtZeroWhereThatPressesNothingTogether() {
    ValueAxis axis = ValueAxis.of(new double[] {6, 9.5, 18}, true);

    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isBetween(18.0, 25.0);
    assertThat(axis.broken()).isFalse();
    assertThat(axis.at(0)).isZero();
  }

  @Test
  void elseItIsBrokenAndSaysSo() {
    ValueAxis axis = ValueAxis.of(new double[] {16.2, 16.7, 17.1}, true);

    assertThat(axis.broken()).isTrue();
    assertThat(axis.low()).isBetween(15.5, 16.2);
    assertThat(axis.high()).isBetween(17.1, 17.6);
    assertThat(axis.ticks()).hasSizeBetween(4, 9);
    assertThat(axis.label(axis.low())).isEqualTo("16.2");
  }

  /** Two hundredths of a decibel filled a chart's height. */
  @Test
  void withoutIntervalsADifferenceIsSeenAgainstZero() {
    ValueAxis axis = ValueAxis.of(new double[] {16.687, 16.709}, false);

    assertThat(axis.low()).isZero();
    assertThat(axis.at(16.709) - axis.at(16.687)).isLessThan(0.01);
  }

  @Test
  void negativeValuesHangFromZero() {
    ValueAxis axis = ValueAxis.of(new double[] {-3, -1}, true);

    assertThat(axis.high()).isZero();
    assertThat(axis.low()).isLessThanOrEqualTo(-3);
    assertThat(ValueAxis.of(new double[] {-1, 2}, true).broken()).isFalse();
    assertThat(ValueAxis.of(new double[] {0}, false).high()).isPositive();
  }
}
