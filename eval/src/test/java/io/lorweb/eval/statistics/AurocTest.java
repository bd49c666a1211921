package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.eval.statistics.Auroc.Case;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AurocTest {

  /** scikit-learn 1.9.1: roc_auc_score([0,0,1,1,0,1,0,1,0,0], scores). */
  @Test
  void agreesWithScikitLearnAlsoWhereScoresTie() {
    double[] scores = {0.1, 0.4, 0.35, 0.8, 0.35, 0.9, 0.2, 0.4, 0.6, 0.05};
    boolean[] events = {false, false, true, true, false, true, false, true, false, false};
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      cases.add(new Case(scores[i], events[i]));
    }

    assertThat(Auroc.area(cases)).isCloseTo(0.8333333333333333, within(1e-12));
  }

  @Test
  void withoutEventsOrWithNothingElseThereIsNone() {
    List<List<Case>> always = List.of(List.of(new Case(1, true), new Case(2, true)));
    List<List<Case>> never = List.of(List.of(new Case(1, false)));

    assertThat(Auroc.of(always, 0)).isEmpty();
    assertThat(Auroc.of(never, 0)).isEmpty();
  }

  /** A score that knows nothing is a coin, and 40 clusters of 10 tell it about so well. */
  @Test
  void theIntervalOfAUselessScoreHoldsOneHalf() {
    Random random = new Random(5);
    List<List<Case>> clusters = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Case> cluster = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        cluster.add(new Case(random.nextDouble(), random.nextBoolean()));
      }
      clusters.add(cluster);
    }

    Interval interval = Auroc.of(clusters, 1).orElseThrow();

    assertThat(interval.low()).isBetween(0.4, 0.5);
    assertThat(interval.high()).isBetween(0.5, 0.6);
    assertThat(interval).isEqualTo(Auroc.of(clusters, 1).orElseThrow());
  }

  /** Cases that come together vary together: ten copies of each case are no more evidence. */
  @Test
  void copiesInOneClusterDoNotNarrowTheInterval() {
    Random random = new Random(6);
    List<List<Case>> once = new ArrayList<>();
    List<List<Case>> tenfold = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Case one = new Case(random.nextDouble() + i % 2 * 0.3, i % 2 == 1);
      once.add(List.of(one));
      tenfold.add(Collections.nCopies(10, one));
    }

    assertThat(Auroc.of(tenfold, 3)).isEqualTo(Auroc.of(once, 3));
  }
}
