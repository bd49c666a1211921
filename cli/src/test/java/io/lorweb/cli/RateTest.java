package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

  @Test
  void whatIsLeftTakesAsLongAPieceAsWhatIsDone() {
    assertThat(Rate.of(3, 12, 6_000_000_000L)).isEqualTo(new Rate(0.5, 18));
    assertThat(Rate.of(12, 12, 6_000_000_000L)).isEqualTo(new Rate(2, 0));
    assertThat(Rate.of(0, 12, 6_000_000_000L).secondsLeft()).isInfinite();
  }
}
