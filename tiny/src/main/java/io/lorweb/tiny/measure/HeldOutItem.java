package io.lorweb.tiny.measure;

import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.tasks.Task;

/**
 * One question with its true answer, of drawings that nobody was trained on.
 *
 * @param number which of its task's items, from 0
 * @param subject b and the true b'
 * @param demonstration a and a', the same task on another drawing
 * @param wrong a and a' of another task
 * @param noise seed of the starting noise
 */
public record HeldOutItem(int number, Pair subject, Pair demonstration, Pair wrong, long noise) {

  public HeldOutItem {
    if (demonstration.task() != subject.task() || demonstration.name().equals(subject.name())) {
      throw new IllegalArgumentException("the demonstration must show the task on another drawing");
    }
    if (wrong.task() == subject.task()) {
      throw new IllegalArgumentException("the wrong demonstration must show another task");
    }
  }

  /** What is to be done. */
  public Task task() {
    return subject.task();
  }
}
