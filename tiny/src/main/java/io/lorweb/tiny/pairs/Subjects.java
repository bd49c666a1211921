package io.lorweb.tiny.pairs;

import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.tasks.Layers;
import io.lorweb.tiny.tasks.Task;
import java.util.List;
import java.util.Optional;

/** What pairs are drawn from: icons, scenes or photographs. */
public sealed interface Subjects permits PairDraw, SceneDraw, PhotographDraw {

  /** At most {@code count} pairs from one side of the split; fewer where there are no more. */
  List<Pair> draw(Task task, Split split, int count);

  /**
   * A pair's picture before, found again by its {@link Pair#hand} and name, if it is one of these.
   */
  Optional<Layers> layers(String hand, String name);
}
