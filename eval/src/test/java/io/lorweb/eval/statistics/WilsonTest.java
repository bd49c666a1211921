package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

  /** statsmodels 0.15: proportion_confint(method="wilson"). */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0.95, 0.0, 0.2775327998628892",
    "7, 10, 0.95, 0.39677814746114537, 0.8922087325936989",
    "579, 1000, 0.68, 0.5634031704159034, 0.5944407304137483",
    "10, 10, 0.95, 0.7224672001371107, 1.0",
    "33, 45, 0.95, 0.5896116224686505, 0.8403509647893348"
  })
  void itIsWhatStatsmodelsFinds(int wins, int votes, double confidence, double low, double high) {
    Wilson wilson = Wilson.of(wins, votes, confidence);
    assertThat(wilson.low()).isCloseTo(low, within(1e-9));
    assertThat(wilson.high()).isCloseTo(high, within(1e-9));
  }

  @Test
  void theShareIsThatOfTheVotes() {
    assertThat(Wilson.of(3, 4, 0.95).share()).isEqualTo(0.75);
  }
}
