package io.lorweb.tiny.pairs;

import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.scenes.Scenes;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import io.lorweb.tiny.tasks.Task;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws pairs of a task by rule on scenes. Real pairs have none: nobody has drawn a scene twice.
 *
 * @param pool the drawings that lie in the scenes
 * @param seed the same seed gives the same pairs
 */
public record SceneDraw(Pool pool, long seed) implements Subjects {

  private static final String HAND = "scene";

  /** Scenes on the side of training; a tenth of it on the other. */
  private static final int SCENES = 20_000;

  /** An edit that can hardly ever be seen on scenes gets fewer pairs. */
  private static final int TRIES = 5;

  @Override
  public List<Pair> draw(Task task, Split split, int count) {
    if (!(task instanceof EditTask edit)) {
      return List.of();
    }
    Random random = new Random(seed * 31 + Split.hash(task.name() + split.id()));
    Scenes scenes = new Scenes(pool);
    int all = split == Split.TRAIN ? SCENES : SCENES / 10;
    return random
        .ints(0, all)
        .distinct()
        .limit(Math.min(all, (long) TRIES * count))
        .mapToObj(
            number -> Pair.of(edit, HAND, Scenes.name(split, number), scenes.scene(split, number)))
        .filter(Visible::shows)
        .limit(count)
        .toList();
  }

  @Override
  public Optional<Layers> layers(String hand, String name) {
    return hand.equals(HAND) ? new Scenes(pool).scene(name) : Optional.empty();
  }
}
