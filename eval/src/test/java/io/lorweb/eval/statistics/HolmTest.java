package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

  /** statsmodels 0.15: multipletests(method="holm"). */
  @Test
  void itIsWhatStatsmodelsFinds() {
    assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005, 0.5, 0.04}))
        .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 0.5, 0.12}, within(1e-12));
  }

  @Test
  void oneTestStaysAsItIsAndNothingExceedsOne() {
    assertThat(Holm.adjusted(new double[] {0.2})).containsExactly(0.2);
    assertThat(Holm.adjusted(new double[] {0.9, 0.8})).containsExactly(1, 1);
    assertThat(Holm.adjusted(new double[0])).isEmpty();
  }
}
