package io.lorweb.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.eval.statistics.Holm;
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

  private static Evaluation evaluation(Map<String, double[]> values, List<Group> groups) {
    List<Question> questions = new ArrayList<>();
    Path none = Path.of("none.png");
    for (int i = 0; i < TASKS.size(); i++) {
      questions.add(new Question("q" + i, TASKS.get(i), none, none, none, Optional.empty(), ""));
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
    assertThat(all.means().get("a").low()).isBetween(2.0, 14.0 / 3);
  }

  @Test
  void differencesAreFromTheFirstAndCorrected() {
    Comparison all = Tables.of(evaluation(VALUES, List.of())).get(0).get(0);

    assertThat(all.differences()).containsOnlyKeys("b", "c");
    assertThat(all.differences().get("b").mean()).isCloseTo(2.0 / 3, within(1e-12));
    double[] raw = {
      PairedTest.of(new double[] {3, 9, 4}, new double[] {2, 5, 7}, 5).p(),
      PairedTest.of(new double[] {0, 1, 1}, new double[] {2, 5, 7}, 5).p()
    };
    double[] adjusted = Holm.adjusted(raw);
    assertThat(all.differences().get("b").p()).isEqualTo(adjusted[0]);
    assertThat(all.differences().get("c").p()).isEqualTo(adjusted[1]);
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
    assertThat(tables.get(1).get(0).means().get("a").high()).isEqualTo(7);
  }
}
