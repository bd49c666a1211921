package io.lorweb.study.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.lorweb.study.design.Design.Item;
import io.lorweb.study.design.Trials.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialsTest {

  private static Item item(String id) {
    return new Item(id, "q" + id, "task", "a", "a2", "b", id + " first", id + " other", "baseline");
  }

  private static Design design(int items, int checks) {
    return new Design(
        "title",
        "run",
        3,
        List.of("ours", "baseline"),
        "rule",
        Map.of(),
        new Design.Terms("", false, 10, 1),
        IntStream.range(0, items).mapToObj(i -> item("i" + i)).toList(),
        IntStream.range(0, checks).mapToObj(i -> item("c" + i)).toList(),
        item("practice"),
        false,
        Map.of());
  }

  @Test
  void everyItemIsShownOnceAfterThePractice() {
    List<Trial> trials = Trials.of(design(20, 3), 5);

    assertThat(trials).hasSize(24).isEqualTo(Trials.of(design(20, 3), 5));
    assertThat(trials.get(0).item().id()).isEqualTo("practice");
    assertThat(trials.stream().map(trial -> trial.item().id()).distinct()).hasSize(24);
    for (int i = 0; i < trials.size(); i++) {
      assertThat(trials.get(i).number()).isEqualTo(i);
    }
    // Three checks in 20 items: after 5, 10 and 15 of them.
    assertThat(trials.get(6).item().id()).isEqualTo("c0");
    assertThat(trials.get(12).item().id()).isEqualTo("c1");
    assertThat(trials.get(18).item().id()).isEqualTo("c2");
    assertThat(trials.stream().map(trial -> trial.item().id()).toList())
        .isNotEqualTo(
            Trials.of(design(20, 3), 6).stream().map(trial -> trial.item().id()).toList());
  }

  @Test
  void sidesAreBalancedWithinAPersonAndOverEveryTwo() {
    Design design = design(10, 0);
    Set<Set<String>> drawn = new HashSet<>();
    for (int pair = 0; pair < 20; pair++) {
      Set<String> one = firstLeft(Trials.of(design, 2 * pair));
      Set<String> other = firstLeft(Trials.of(design, 2 * pair + 1));
      drawn.add(one);

      assertThat(one).hasSize(5);
      assertThat(other).hasSize(5).doesNotContainAnyElementsOf(one);
    }
    assertThat(drawn.size()).isGreaterThan(10);
  }

  private static Set<String> firstLeft(List<Trial> trials) {
    return trials.stream()
        .skip(1)
        .filter(Trial::firstLeft)
        .map(trial -> trial.item().id())
        .collect(Collectors.toSet());
  }

  @Test
  void whatStandsLeftIsWhatTheSideSays() {
    List<Trial> seen = new ArrayList<>(Trials.of(design(4, 2), 0));

    assertThat(seen)
        .allSatisfy(
            trial ->
                assertThat(trial.left())
                    .isEqualTo(trial.firstLeft() ? trial.item().first() : trial.item().other()));
    assertThat(seen).allSatisfy(trial -> assertThat(trial.left()).isNotEqualTo(trial.right()));
  }
}
