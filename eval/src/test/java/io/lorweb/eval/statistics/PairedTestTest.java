package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values: scipy 1.17, permutation_test(permutation_type="samples"). */
class PairedTestTest {

  @Test
  void fewPairsAreTestedExactly() {
    double[] one = {5.3, 2.1, 7.7, 3.3, 4.4, 9.0, 1.2, 6.1, 5.5, 8.2};
    double[] other = {4.9, 2.6, 6.0, 3.1, 4.5, 7.2, 1.9, 4.0, 5.1, 7.7};
    PairedTest test = PairedTest.of(one, other, 0);
    assertThat(test.difference()).isCloseTo(0.58, within(1e-9));
    assertThat(test.p()).isEqualTo(0.1171875);
    assertThat(PairedTest.of(other, one, 1).p()).isEqualTo(0.1171875);
  }

  @Test
  void manyPairsAreTestedByDraws() {
    double[] one = new double[40];
    double[] other = new double[40];
    for (int i = 0; i < one.length; i++) {
      one[i] = Math.sin(i * 1.7) * 3 + 0.6 + i % 7 * 0.1;
      other[i] = Math.cos(i * 2.3) * 2;
    }
    PairedTest test = PairedTest.of(one, other, 5);
    assertThat(test.difference()).isCloseTo(0.9076753214, within(1e-9));
    // Four standard errors of 20,000 draws.
    assertThat(test.p()).isCloseTo(0.03803, within(0.0054));
    assertThat(PairedTest.of(one, other, 5)).isEqualTo(test);
  }

  @Test
  void equalModelsDoNotDiffer() {
    double[] values = {1, 2, 3};
    assertThat(PairedTest.of(values, values, 0)).isEqualTo(new PairedTest(0, 1));
  }

  @Test
  void meansThatDifferByRoundingAloneAreEqual() {
    // Of the eight sums of 0.1, 0.3 and 0.3 none is nearer to 0 than 0.1, the observed one.
    assertThat(PairedTest.of(new double[] {0.1, 0.3, -0.3}, new double[3], 0).p()).isEqualTo(1);
    double[] larger = {1234.6, -3703.7, 3703.7};
    assertThat(PairedTest.of(larger, new double[3], 0).p()).isEqualTo(1);
    // Of those of 0.1, 0.2 and 0.1 two are 0.
    assertThat(PairedTest.of(new double[] {0.1, 0.2, -0.1}, new double[3], 0).p()).isEqualTo(0.75);
  }

  @Test
  void sixteenPairsAreTheMostThatAreTestedExactly() {
    double[] ones = new double[17];
    Arrays.fill(ones, 1);
    assertThat(PairedTest.of(Arrays.copyOf(ones, 16), new double[16], 0).p())
        .isEqualTo(2.0 / (1 << 16));
    // Drawn, where p is never below that of the one observed.
    assertThat(PairedTest.of(ones, new double[17], 0).p()).isGreaterThanOrEqualTo(1 / 20_001.0);
    assertThat(PairedTest.of(ones, ones, 0))
        .as("every draw is as far")
        .isEqualTo(new PairedTest(0, 1));
  }

  @Test
  void pairsMustBePairs() {
    assertThatThrownBy(() -> PairedTest.of(new double[2], new double[3], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PairedTest.of(new double[0], new double[0], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
