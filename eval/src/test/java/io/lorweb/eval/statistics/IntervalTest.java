package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

  /** All 4^4 resamples of four values instead of 2,000 drawn ones. */
  @Test
  void itIsNearTheIntervalOfAllResamples() {
    double[] values = {0, 1, 4, 11};
    double[] means = new double[256];
    for (int i = 0; i < means.length; i++) {
      means[i] = (values[i & 3] + values[i >> 2 & 3] + values[i >> 4 & 3] + values[i >> 6 & 3]) / 4;
    }
    Arrays.sort(means);

    Interval interval = Interval.of(values, 3);

    assertThat(interval.mean()).isEqualTo(4);
    // Means lie 0.25 apart here.
    assertThat(interval.low()).isCloseTo(means[(int) (0.025 * 256)], within(0.25));
    assertThat(interval.high()).isCloseTo(means[(int) (0.975 * 256)], within(0.5));
  }

  @Test
  void everyTaskWeighsTheSameWhateverItsNumberOfItems() {
    assertThat(Interval.taskMeans(List.of(List.of(1.0, 2.0, 6.0), List.of(-5.0))))
        .containsExactly(3, -5);
  }

  @Test
  void withManyValuesItIsTheNormalInterval() {
    Random random = new Random(1);
    double[] values = random.doubles(400, 10, 20).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 399;
    double half = 1.96 * Math.sqrt(variance / 400);

    Interval interval = Interval.of(values, 0);

    assertThat(interval.mean()).isCloseTo(mean, within(1e-9));
    assertThat(interval.low()).isCloseTo(mean - half, within(half / 8));
    assertThat(interval.high()).isCloseTo(mean + half, within(half / 8));
  }

  /** scipy 1.17: bootstrap(method="percentile") with a million resamples. */
  @Test
  void itIsWhatScipyFinds() {
    double[] values = {3.1, 4.7, 2.2, 9.8, 6.4, 5.0, 7.3, 1.1, 8.8, 4.4, 6.6, 2.9};

    Interval interval = Interval.of(values, 0);

    assertThat(interval.mean()).isCloseTo(5.191666666666667, within(1e-12));
    // Percentiles of 2,000 draws spread by about 0.04.
    assertThat(interval.low()).isCloseTo(3.76667, within(0.12));
    assertThat(interval.high()).isCloseTo(6.65833, within(0.12));
  }

  @Test
  void theSeedDecidesTheResamples() {
    double[] values = new Random(5).doubles(30).toArray();

    assertThat(Interval.of(values, 1)).isEqualTo(Interval.of(values, 1));
    assertThat(Interval.of(values, 1).low()).isNotEqualTo(Interval.of(values, 2).low());
  }

  @Test
  void oneValueHasNoWidthAndNoneNoInterval() {
    assertThat(Interval.of(new double[] {7}, 0)).isEqualTo(new Interval(7, 7, 7));
    assertThatThrownBy(() -> Interval.of(new double[0], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
