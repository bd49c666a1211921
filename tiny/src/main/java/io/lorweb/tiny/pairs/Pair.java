package io.lorweb.tiny.pairs;

import io.lorweb.image.Picture;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.tiny.tasks.Task;

/**
 * A picture before and after a task.
 *
 * @param hand whose the picture before is: a style's id, or a word for what is no drawing
 * @param name of what is shown
 */
public record Pair(Task task, String hand, String name, Picture before, Picture after) {

  /** Of an edit by rule. */
  static Pair of(EditTask task, String hand, String name, Layers before) {
    return new Pair(task, hand, name, before.picture(), task.edit().apply(before).picture());
  }

  /** Where the picture before lies in a data set: once for all tasks. */
  String beforeFile() {
    return plain(hand, name);
  }

  /** Where the picture after lies; of a real pair that is another drawing's picture before. */
  String afterFile() {
    return task instanceof StyleTask real
        ? plain(real.to().id(), name)
        : "pictures/" + folder() + "/" + hand + "_" + name + ".png";
  }

  /** Names the pair, in messages and questions. */
  public String id() {
    return task.name() + "/" + hand + "/" + name;
  }

  private static String plain(String hand, String name) {
    return "pictures/before/" + hand + "_" + name + ".png";
  }

  /** Colons have a meaning in some file systems. */
  private String folder() {
    return task.name().replace(':', '_');
  }
}
