package io.lorweb.tiny.tasks;

import io.lorweb.tiny.drawings.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Edits whose parameters come from a continuum instead of from words, as many as one wants: no
 * phrase says them, so only a demonstration can. Who has to do them all cannot know them by heart.
 *
 * <p>They are of families that the adapter may be trained on and keep off the hidden colours and
 * numbers in them. A name, {@code free:FAMILY:xNUMBER} in hexadecimal digits, says all: it gives
 * the same task in every run.
 */
public final class FreeTasks {

  /** Of all that is taken, the share that are compositions. */
  private static final double COMPOSED = 0.4;

  /** Makes an edit of one kind with parameters of its own. */
  @FunctionalInterface
  interface Kind {
    Edit draw(Dice dice);
  }

  private static final Map<String, List<Kind>> KINDS = kinds();

  private final Levels levels;

  public FreeTasks(Levels levels) {
    this.levels = levels;
  }

  private static Map<String, List<Kind>> kinds() {
    Map<String, List<Kind>> all = new TreeMap<>(FreeColours.KINDS);
    all.putAll(FreePlaces.KINDS);
    all.putAll(FreeMarks.KINDS);
    all.putAll(FreeFilters.KINDS);
    return all;
  }

  /** The families, by name. */
  static List<String> families() {
    return List.copyOf(KINDS.keySet());
  }

  /**
   * Tasks for the adapter.
   *
   * @param count how many
   * @param seed gives the same ones every time
   */
  public List<EditTask> take(int count, long seed) {
    Random random = new Random(seed);
    Map<String, EditTask> taken = new LinkedHashMap<>();
    while (taken.size() < count) {
      boolean composed = random.nextDouble() < COMPOSED;
      EditTask one = any(random);
      EditTask other = any(random);
      int order = Selection.order(one).compareTo(Selection.order(other));
      if (composed && order == 0) {
        continue;
      }
      EditTask task = composed ? order < 0 ? one.then(other) : other.then(one) : one;
      if (levels.adapterMay(task)) {
        taken.put(task.name(), task);
      }
    }
    return List.copyOf(taken.values());
  }

  private EditTask any(Random random) {
    List<String> families = families();
    return task(families.get(random.nextInt(families.size())), random.nextInt(1 << 30));
  }

  /**
   * One task.
   *
   * @param family one of {@link #families()}
   */
  EditTask task(String family, int number) {
    String name = String.format(Locale.ROOT, "free:%s:x%08x", family, number);
    Dice dice = new Dice(new Random(Split.hash(name)), levels, family);
    Edit edit = dice.one(KINDS.get(family)).draw(dice);
    return EditTask.of(family, name, "", "", edit);
  }
}
