package io.lorweb.tiny.pairs;

import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Drawing;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import io.lorweb.tiny.tasks.StyleTask;
import io.lorweb.tiny.tasks.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Draws pairs of a task: which drawings, in which style. Pairs in which the edit cannot be seen,
 * such as a mirrored square, are left out.
 *
 * @param pool the drawings
 * @param seed the same seed gives the same pairs
 */
public record PairDraw(Pool pool, long seed) implements Subjects {

  /** The styles that edits by rule are shown on. */
  public static final List<Style> EDITED =
      List.of(Style.NOTO, Style.TWEMOJI, Style.FLAT, Style.THREE_D);

  private record Candidate(Style style, String name) {}

  @Override
  public List<Pair> draw(Task task, Split split, int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (Style style : task instanceof StyleTask real ? List.of(real.from()) : EDITED) {
      pool.names(style, split).forEach(name -> candidates.add(new Candidate(style, name)));
    }
    Collections.shuffle(candidates, new Random(seed * 31 + Split.hash(task.name() + split.id())));
    List<Pair> pairs = new ArrayList<>();
    // Some things are drawn alike under two names; a picture comes once in a task.
    Set<Picture> known = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (pairs.size() == count) {
        break;
      }
      pair(task, candidate)
          .filter(Visible::shows)
          .filter(pair -> known.add(pair.before()))
          .ifPresent(pairs::add);
    }
    return pairs;
  }

  @Override
  public Optional<Layers> layers(String hand, String name) {
    return Style.named(hand).flatMap(style -> pool.drawing(style, name)).map(Layers::of);
  }

  private Optional<Pair> pair(Task task, Candidate candidate) {
    Drawing drawing = pool.drawing(candidate.style(), candidate.name()).orElseThrow();
    Layers layers = Layers.of(drawing);
    String hand = drawing.style().id();
    if (task instanceof EditTask edit) {
      return Optional.of(Pair.of(edit, hand, drawing.name(), layers));
    }
    StyleTask real = (StyleTask) task;
    return pool.drawing(real.to(), candidate.name())
        .map(
            other ->
                new Pair(task, hand, drawing.name(), layers.picture(), Layers.of(other).picture()));
  }
}
