package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final Map<String, Map<String, Double>> VOTES =
      Map.of(
          "one", Map.of("x", 1.0, "y", 1.0, "z", 0.0, "w", 0.0),
          "two", Map.of("x", 1.0, "y", 0.0, "z", 0.0),
          "three", Map.of("x", 0.0, "w", 0.0));

  @Test
  void everyPersonAndEveryPairWeighsTheSame() {
    Agreement agreement = Agreement.of(VOTES, Map.of("x", 1.0, "y", 1.0, "z", 1.0));

    // 2 of 3, 1 of 3 and 0 of 1; not 3 of 7.
    assertThat(agreement.withJudge().orElseThrow()).isCloseTo(1 / 3.0, within(1e-12));
    // 2 of 3 (x, z; not y), 1 of 2 (w; not x), 0 of 1 (x).
    assertThat(agreement.among().orElseThrow()).isCloseTo((2 / 3.0 + 0.5 + 0) / 3, within(1e-12));
    assertThat(agreement.people()).isEqualTo(3);
    assertThat(agreement.pairs()).isEqualTo(3);
    assertThat(agreement.ratio().orElseThrow())
        .isCloseTo((1 / 3.0) / ((2 / 3.0 + 0.5) / 3), within(1e-12));
  }

  @Test
  void spreadsAreOverTheVotesThatThereAre() {
    Agreement agreement = Agreement.of(VOTES, Map.of("x", 1.0, "w", 1.0));

    // x: 1, 1, 0; y: 1, 0; z: 0, 0; w: 0, 0.
    assertThat(agreement.spread().orElseThrow())
        .isCloseTo((Math.sqrt(2 / 9.0) + 0.5) / 4, within(1e-12));
    // x: 1 against 2/3; w: 1 against 0.
    assertThat(agreement.judgeFromMean().orElseThrow())
        .isCloseTo(Math.sqrt((1 / 9.0 + 1) / 2), within(1e-12));
  }

  @Test
  void whatNobodySharesIsUnknown() {
    Agreement alone = Agreement.of(Map.of("one", Map.of("x", 1.0)), Map.of());

    assertThat(alone.withJudge()).isEmpty();
    assertThat(alone.among()).isEmpty();
    assertThat(alone.ratio()).isEmpty();
    assertThat(alone.judgeFromMean()).isEmpty();
    assertThat(alone.people()).isZero();
    assertThat(Agreement.of(Map.of(), Map.of()).spread()).isEmpty();
  }
}
