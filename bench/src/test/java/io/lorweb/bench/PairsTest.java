package io.lorweb.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

  @Test
  void ratioIsTheMedianOfThePairsNotTheRatioOfTheMedians() {
    // 2 / 1, 6 / 4, 9 / 3: median 2; the medians would say 6 / 3.5.
    Pairs pairs = new Pairs(new double[] {1, 4, 3}, new double[] {2, 6, 9});

    assertThat(pairs.ratio()).isEqualTo(2);
    assertThat(pairs.spread()).isCloseTo((2.5 - 1.75) / 2, within(1e-12));
  }

  @Test
  void measuresInTurnAfterOnePairThatDoesNotCount() {
    List<String> order = new ArrayList<>();
    Iterator<Double> a = List.of(99.0, 1.0, 2.0).iterator();
    Iterator<Double> b = List.of(99.0, 3.0, 5.0).iterator();

    Pairs pairs =
        Pairs.measured(
            2,
            () -> {
              order.add("a");
              return a.next();
            },
            () -> {
              order.add("b");
              return b.next();
            });

    assertThat(order).containsExactly("b", "a", "a", "b", "b", "a");
    assertThat(pairs.first()).containsExactly(1, 2);
    assertThat(pairs.second()).containsExactly(3, 5);
    assertThat(pairs.ratio()).isEqualTo(2.75);
  }
}
