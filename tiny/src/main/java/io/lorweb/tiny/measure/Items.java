package io.lorweb.tiny.measure;

import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.pairs.SubjectKind;
import io.lorweb.tiny.pairs.Subjects;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws the items of a task. An item follows from the seed, its task and its number alone: other
 * tasks and a larger number of items leave it as it is, so figures of several models compare.
 */
public final class Items {

  /** Drawn beyond what is wanted, because some are left out. */
  private static final int SPARE = 12;

  /** Wrong demonstrations are chosen among so many pairs of the other task. */
  private static final int WRONG = 8;

  private final HeldOut heldOut;
  private final List<EditTask> others;
  private final long seed;
  private final Subjects subjects;
  private final Subjects demonstrations;

  /**
   * What the pictures show.
   *
   * @param b of b and b'
   * @param a of a and a'
   */
  public record Shown(SubjectKind b, SubjectKind a) {

    /** Drawings alone. */
    public static final Shown DRAWINGS = new Shown(SubjectKind.DRAWINGS, SubjectKind.DRAWINGS);
  }

  /**
   * @param pool the drawings
   * @param others tasks that wrong demonstrations show: at least two
   * @param shown what the pictures show
   * @param seed of all choices
   */
  public Items(Pool pool, List<EditTask> others, Shown shown, long seed) {
    this.heldOut = new HeldOut(pool);
    this.others = List.copyOf(others);
    this.seed = seed;
    this.subjects = shown.b().draw(pool, seed);
    this.demonstrations = shown.a().draw(pool, Seeds.DRAW.at(seed));
  }

  /** The items of several tasks, in their order. */
  public List<HeldOutItem> of(List<Task> tasks, int count, int threads, Progress progress) {
    return Parallel.map(tasks, threads, task -> of(task, count), progress).stream()
        .flatMap(List::stream)
        .toList();
  }

  /** At most {@code count} items; fewer where the pool has no more drawings. */
  public List<HeldOutItem> of(Task task, int count) {
    List<Pair> shown = pairs(demonstrations, task, count + SPARE);
    List<Pair> asked = pairs(subjects, task, count + SPARE);
    List<HeldOutItem> items = new ArrayList<>();
    for (int i = 0; i < Math.min(count, asked.size()); i++) {
      item(i, asked.get(i), shown).ifPresent(items::add);
    }
    return items;
  }

  private Optional<HeldOutItem> item(int number, Pair subject, List<Pair> shown) {
    long place = Split.hash(subject.task().name());
    Random random = Seeds.DRAW.random(seed, place, number);
    Optional<Pair> demonstration = another(subject, shown, number);
    Optional<Pair> wrong = Optional.empty();
    // A small pool may have no drawing of some task.
    for (int tries = 0; wrong.isEmpty() && tries < others.size(); tries++) {
      EditTask other = others.get(random.nextInt(others.size()));
      if (!other.name().equals(subject.task().name())) {
        wrong = another(subject, pairs(demonstrations, other, WRONG), random.nextInt(WRONG));
      }
    }
    return demonstration.isEmpty() || wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HeldOutItem(
                number,
                subject,
                demonstration.get(),
                wrong.get(),
                Seeds.NOISE.at(seed, place, number)));
  }

  /** The first pair from {@code start} on, going round, that shows something else than b. */
  private static Optional<Pair> another(Pair subject, List<Pair> pairs, int start) {
    for (int k = 0; k < pairs.size(); k++) {
      Pair pair = pairs.get((start + k) % pairs.size());
      if (!pair.name().equals(subject.name())) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }

  private List<Pair> pairs(Subjects draw, Task task, int count) {
    return draw.draw(task, Split.TEST, count).stream().filter(heldOut::isNew).toList();
  }
}
