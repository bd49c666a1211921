package io.lorweb.tiny.pairs;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.tiny.tasks.Task;
import java.util.Optional;

/**
 * A picture before and after a task.
 *
 * @param style of the picture before; absent: it is a scene
 * @param name of what is drawn
 */
public record Pair(Task task, Optional<Style> style, String name, Picture before, Picture after) {

  private static final String SCENE = "scene";

  /** Where the picture before lies in a data set: once for all tasks. */
  String beforeFile() {
    return plain(hand(), name);
  }

  /** Where the picture after lies; of a real pair that is another drawing's picture before. */
  String afterFile() {
    return task instanceof StyleTask real
        ? plain(real.to().id(), name)
        : "pictures/" + folder() + "/" + hand() + "_" + name + ".png";
  }

  /** Names the pair, in messages and questions. */
  public String id() {
    return task.name() + "/" + hand() + "/" + name;
  }

  private static String plain(String hand, String name) {
    return "pictures/before/" + hand + "_" + name + ".png";
  }

  private String hand() {
    return style.map(Style::id).orElse(SCENE);
  }

  /** Colons have a meaning in some file systems. */
  private String folder() {
    return task.name().replace(':', '_');
  }
}
