package io.lorweb.tiny.pairs;

import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.photographs.Photographs;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import io.lorweb.tiny.tasks.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws pairs of a task by rule on photographs, for tests only: on the side of training there are
 * none.
 *
 * @param seed the same seed gives the same pairs
 */
public record PhotographDraw(Photographs photographs, long seed) implements Subjects {

  private static final String HAND = "photograph";

  @Override
  public List<Pair> draw(Task task, Split split, int count) {
    if (split == Split.TRAIN || !(task instanceof EditTask edit)) {
      return List.of();
    }
    List<String> names = new ArrayList<>(photographs.names());
    Collections.shuffle(names, new Random(seed * 31 + Split.hash(task.name() + split.id())));
    return names.stream()
        .map(name -> Pair.of(edit, HAND, name, photographs.layers(name).orElseThrow()))
        .filter(Visible::shows)
        .limit(count)
        .toList();
  }

  @Override
  public Optional<Layers> layers(String hand, String name) {
    return hand.equals(HAND) ? photographs.layers(name) : Optional.empty();
  }
}
