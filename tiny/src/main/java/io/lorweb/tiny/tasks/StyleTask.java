package io.lorweb.tiny.tasks;

import io.lorweb.tiny.drawings.Style;
import java.util.List;

/**
 * A real pair: the same thing drawn by two hands.
 *
 * @param from style of the picture before
 * @param to style of the picture after
 */
public record StyleTask(String name, List<String> phrases, Style from, Style to) implements Task {

  /** All tasks of this kind are one family: their parameters are the two styles. */
  public static final String FAMILY = "real";

  public StyleTask {
    phrases = List.copyOf(phrases);
    if (from == to) {
      throw new IllegalArgumentException(name + " leaves the style as it is");
    }
  }

  @Override
  public String family() {
    return FAMILY;
  }
}
