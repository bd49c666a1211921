package io.lorweb.tiny.tasks;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Drawing;
import java.util.List;

/**
 * An edit by rule.
 *
 * @param name unique; of a variant "kind:parameter:...", of a composition "first+second"
 * @param family of a composition "comp"
 * @param phrases two, of at most 8 words (compositions 12); "" where no phrase says it
 * @param edit what it does
 * @param parts of a composition the two tasks in their order, else none
 */
public record EditTask(
    String name, String family, List<String> phrases, Edit edit, List<EditTask> parts)
    implements Task {

  /** The family of all compositions. */
  public static final String COMPOSITION = "comp";

  public EditTask {
    phrases = List.copyOf(phrases);
    parts = List.copyOf(parts);
    if (phrases.size() != 2) {
      throw new IllegalArgumentException(name + " has " + phrases.size() + " phrases, not two");
    }
  }

  static EditTask of(String family, String name, String phrase, String other, Edit edit) {
    return new EditTask(name, family, List.of(phrase, other), edit, List.of());
  }

  /** This edit, then another, under their joined names. */
  EditTask then(EditTask next) {
    return new EditTask(
        name + "+" + next.name,
        COMPOSITION,
        List.of(
            joined(phrases.get(0), " and ", next.phrases.get(0)),
            joined(phrases.get(1), " then ", next.phrases.get(1))),
        edit.then(next.edit),
        List.of(this, next));
  }

  private static String joined(String first, String word, String second) {
    return first.isEmpty() || second.isEmpty() ? "" : first + word + second;
  }

  /** The drawing on white after the edit, of the drawing's size. */
  public Picture after(Drawing drawing) {
    return edit.apply(Layers.of(drawing)).picture();
  }
}
