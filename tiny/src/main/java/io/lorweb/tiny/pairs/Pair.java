package io.lorweb.tiny.pairs;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.tiny.tasks.Task;

/**
 * A picture before and after a task.
 *
 * @param style of the picture before
 * @param name of what is drawn
 */
public record Pair(Task task, Style style, String name, Picture before, Picture after) {

  /** Where the picture before lies in a data set: once for all tasks. */
  String beforeFile() {
    return plain(style, name);
  }

  /** Where the picture after lies; of a real pair that is another drawing's picture before. */
  String afterFile() {
    return task instanceof StyleTask real
        ? plain(real.to(), name)
        : "pictures/" + folder() + "/" + style.id() + "_" + name + ".png";
  }

  /** Names the pair, in messages and questions. */
  public String id() {
    return task.name() + "/" + style.id() + "/" + name;
  }

  private static String plain(Style style, String name) {
    return "pictures/before/" + style.id() + "_" + name + ".png";
  }

  /** Colons have a meaning in some file systems. */
  private String folder() {
    return task.name().replace(':', '_');
  }
}
