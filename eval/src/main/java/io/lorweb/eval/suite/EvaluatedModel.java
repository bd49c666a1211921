package io.lorweb.eval.suite;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.error.InputException;

/**
 * A model that takes part, or a baseline.
 *
 * @param name in tables; also of its folder of pictures
 * @param way how it answers
 * @param prompted whether it is told the question's instruction
 * @param demonstrations how many pairs it is shown for each question, by analogy
 * @param load what it is made of; of no matter for {@link Way#COPY}
 * @param settings how it generates; prompt and seed are the question's
 */
public record EvaluatedModel(
    String name,
    Way way,
    boolean prompted,
    int demonstrations,
    LoadOptions load,
    Settings settings) {

  /** Demonstrations beyond these are no few-shot curve any more. */
  private static final int MOST_DEMONSTRATIONS = 16;

  /** How b' comes about. */
  public enum Way {
    /** From a, a' and b, by an adapter. */
    ANALOGY,
    /** From b alone, by the base or by ordinary LoRAs on it. */
    EDIT,
    /** It is b. */
    COPY
  }

  public EvaluatedModel {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._=+-]{0,59}")) {
      throw InputException.of(
          "the name '%s' must be 1 to 60 letters, digits, spaces or . _ = + -, the first of them a"
              + " letter or digit",
          name);
    }
    if (demonstrations < 1 || demonstrations > MOST_DEMONSTRATIONS) {
      throw InputException.of(
          "%s: demonstrations is %d but must lie in 1..%d",
          name, demonstrations, MOST_DEMONSTRATIONS);
    }
    if (way == Way.ANALOGY && !load.parts().loras().isEmpty()) {
      throw InputException.of("%s: ordinary LoRAs answer by edit, not by analogy", name);
    }
  }

  /** Whether it looks for words that say what it is shown. */
  boolean explained() {
    return settings.mixing().explains();
  }

  /** With one demonstration. */
  public EvaluatedModel(
      String name, Way way, boolean prompted, LoadOptions load, Settings settings) {
    this(name, way, prompted, 1, load, settings);
  }
}
