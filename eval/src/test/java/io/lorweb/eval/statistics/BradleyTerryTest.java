package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BradleyTerryTest {

  /** The likelihood maximised by scipy 1.17 (BFGS). */
  @Test
  void strengthsMaximiseTheLikelihood() {
    double[][] wins = {{0, 14, 20, 9}, {6, 0, 11, 8}, {4, 9, 0, 12}, {3, 5.5, 2.5, 0}};
    assertThat(BradleyTerry.logStrengths(wins, 0))
        .containsExactly(
            new double[] {
              0.9748925109075879, -0.03996566528786417, -0.13812328455059183, -0.7968035610691319
            },
            within(1e-6));
  }

  @Test
  void ofTwoModelsTheRatioIsThatOfTheirVotes() {
    double[] logs = BradleyTerry.logStrengths(new double[][] {{0, 30}, {10, 0}}, 0);
    assertThat(Math.exp(logs[0] - logs[1])).isCloseTo(3, within(1e-8));
  }

  @Test
  void aModelThatLostEverythingHasAPlaceOnlyWithAPrior() {
    double[][] wins = {{0, 3, 5}, {2, 0, 4}, {0, 0, 0}};
    assertThatThrownBy(() -> BradleyTerry.logStrengths(wins, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never won");
    double[] logs = BradleyTerry.logStrengths(wins, 0.5);
    assertThat(logs[0]).isGreaterThan(logs[1]);
    assertThat(logs[1]).isGreaterThan(logs[2]);
    assertThat(logs[2]).isFinite();
  }
}
