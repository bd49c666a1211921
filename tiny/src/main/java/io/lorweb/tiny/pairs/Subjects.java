package io.lorweb.tiny.pairs;

import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.tasks.Task;
import java.util.List;

/** What pairs are drawn from: icons or scenes. */
public sealed interface Subjects permits PairDraw, SceneDraw {

  /** At most {@code count} pairs from one side of the split; fewer where there are no more. */
  List<Pair> draw(Task task, Split split, int count);
}
