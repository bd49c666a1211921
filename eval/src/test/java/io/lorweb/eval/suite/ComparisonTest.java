package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.eval.statistics.Holm;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.statistics.PairedTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Metric METRIC = new Metric("psnr", "PSNR", true, 1);

  /** Two items of task one, one item of each of the others. */
  private static final List<String> TASKS = List.of("one", "one", "two", "three");

  private static Comparison comparison(List<String> tasks, Map<String, double[]> values) {
    return Tables.of(evaluation(tasks, values, List.of())).get(0).get(0);
  }

  private static Evaluation evaluation(Map<String, double[]> values, List<Group> groups) {
    return evaluation(TASKS, values, groups);
  }

  private static Evaluation evaluation(
      List<String> tasks, Map<String, double[]> values, List<Group> groups) {
    List<Question> questions = new ArrayList<>();
    Path none = Path.of("none.png");
    for (int i = 0; i < tasks.size(); i++) {
      questions.add(new Question("q" + i, tasks.get(i), none, none, none, Optional.empty(), ""));
    }
    List<String> names = List.of("a", "b", "c");
    List<Scored> scored = new ArrayList<>();
    for (String name : names) {
      for (int i = 0; i < questions.size(); i++) {
        scored.add(new Scored(name, questions.get(i), none, Map.of("psnr", values.get(name)[i])));
      }
    }
    return new Evaluation(
        "test", 5, groups, names, List.of(METRIC), questions, questions, scored, List.of());
  }

  private static final Map<String, double[]> VALUES =
      Map.of(
          "a", new double[] {1, 3, 5, 7},
          "b", new double[] {2, 4, 9, 4},
          "c", new double[] {0, 0, 1, 1});

  @Test
  void everyTaskWeighsTheSame() {
    Comparison all = Tables.of(evaluation(VALUES, List.of())).get(0).get(0);

    assertThat(all.group()).isEqualTo("all");
    assertThat(all.tasks()).isEqualTo(3);
    assertThat(all.questions()).isEqualTo(4);
    // ((1 + 3) / 2 + 5 + 7) / 3
    assertThat(all.means().get("a").mean()).isCloseTo(14.0 / 3, within(1e-12));
    assertThat(all.means().get("b").mean()).isCloseTo(16.0 / 3, within(1e-12));
    // Two of three tasks have a single item.
    assertThat(all.over()).isEqualTo(Over.NOTHING);
    assertThat(all.means().get("a").known()).isFalse();
  }

  @Test
  void differencesAreFromTheFirstAndCorrected() {
    String[] tasks = {"t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"};
    double[] a = {2, 5, 7, 1, 0, 3, 4, 4};
    double[] b = {3, 9, 4, 2, 2, 4, 9, 5};
    double[] c = {0, 1, 1, 0, -1, 2, 2, 3};
    Comparison all = comparison(List.of(tasks), Map.of("a", a, "b", b, "c", c));

    assertThat(all.over()).isEqualTo(Over.TASKS);
    assertThat(all.differences()).containsOnlyKeys("b", "c");
    assertThat(all.differences().get("b").mean()).isCloseTo(1.5, within(1e-12));
    Interval mean = all.means().get("a");
    assertThat(mean.mean()).isEqualTo(3.25);
    assertThat(mean.high() - mean.low()).isGreaterThan(1.2 * width(Interval.of(a, 5)));
    double[] adjusted = Holm.adjusted(new double[] {p(b, a), p(c, a)});
    assertThat(all.differences().get("b").p()).hasValue(adjusted[0]);
    assertThat(all.differences().get("c").p()).hasValue(adjusted[1]);
    assertThat(adjusted[1]).isLessThan(0.05);
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  /** Whatever the interval, a share lies between none and all. */
  @Test
  void sharesStayWithinNoneAndAll() {
    List<String> tasks = List.of("t", "t", "t", "t", "t");
    double[] most = {1, 1, 1, 0, 1};
    double[] few = {0, 0, 1, 0, 0};
    double[] all = {1, 1, 1, 1, 1};
    Comparison shares = comparison(tasks, Map.of("a", most, "b", few, "c", all));

    assertThat(shares.means().get("a").high()).isEqualTo(1);
    assertThat(shares.means().get("a").low()).isBetween(0.0, 0.4);
    assertThat(shares.means().get("b").low()).isZero();
    assertThat(shares.means().get("c").known()).isFalse();
    assertThat(shares.differences().get("b").interval().low()).isLessThan(-1);
  }

  private static double p(double[] one, double[] other) {
    return PairedTest.of(one, other, 5).p();
  }

  @Test
  void twoTasksAreNotTestedWhateverTheirQuestions() {
    List<String> tasks = new ArrayList<>();
    double[] a = new double[24];
    double[] b = new double[24];
    double[] c = new double[24];
    for (int i = 0; i < a.length; i++) {
      tasks.add(i < 12 ? "one" : "two");
      a[i] = Math.sin(i);
      b[i] = a[i] + (i < 12 ? 5 : -5) + Math.cos(i) / 10;
      c[i] = a[i] - 5;
    }
    Comparison all = comparison(tasks, Map.of("a", a, "b", b, "c", c));

    assertThat(all.over()).isEqualTo(Over.ITEMS);
    assertThat(all.differences().values()).allMatch(one -> one.p().isEmpty());
    // The tasks' differences are far apart, but in each all questions agree.
    Interval difference = all.differences().get("b").interval();
    assertThat(difference.high() - difference.low()).isBetween(0.01, 0.2);
    // Always the same difference: nothing tells how far it spreads.
    assertThat(all.differences().get("c").interval()).isEqualTo(Interval.unknown(-5));
    assertThat(Cell.of(all, "c").orElseThrow().difference().orElseThrow())
        .isEqualTo("-5.0 no interval, too few tasks");
  }

  @Test
  void sixTasksAreTooFewForThreeTests() {
    List<String> tasks = List.of("t1", "t2", "t3", "t4", "t5", "t6");
    double[] a = {1, 2, 3, 4, 5, 6};
    double[] b = {9, 9, 9, 9, 9, 9};

    assertThat(comparison(tasks, Map.of("a", a, "b", b, "c", b)).differences().get("b").p())
        .isEmpty();
    assertThat(PairedTest.possible(6, 1)).isTrue();
    assertThat(PairedTest.possible(6, 2)).isFalse();
    assertThat(PairedTest.possible(5, 1)).isFalse();
  }

  @Test
  void groupsAreRowsOfTheirTasksAndEmptyOnesAreLeftOut() {
    List<Group> groups =
        List.of(
            new Group("low", Set.of("one", "two")),
            new Group("nobody", Set.of("four")),
            new Group("high", Set.of("three")));
    List<List<Comparison>> tables = Tables.of(evaluation(VALUES, groups));

    assertThat(tables).hasSize(2);
    assertThat(tables.get(0).get(0).means().get("a").mean()).isEqualTo(3.5);
    assertThat(tables.get(1).get(0).means().get("a").mean()).isEqualTo(7);
    assertThat(Cell.of(tables.get(1).get(0), "a").orElseThrow().interval())
        .isEqualTo("no interval");
  }
}
