package io.lorweb.tiny.measure;

import io.lorweb.eval.metric.Psnr;
import io.lorweb.image.Picture;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.pairs.Pair;
import io.lorweb.tiny.pairs.SubjectKind;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Layers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks which edit an output looks most like: PSNR alone rewards a blurred average of all.
 *
 * @param pool the drawings
 * @param tasks the edits that compete
 */
public record Oracle(Pool pool, List<EditTask> tasks) {

  public Oracle {
    tasks = List.copyOf(tasks);
  }

  /**
   * What all edits make of one drawing.
   *
   * @param pictures by the task's name
   */
  public record Results(Map<String, Picture> pictures) {

    public Results {
      pictures = new LinkedHashMap<>(pictures);
    }

    /**
     * Whether no other task's result is nearer to {@code output} in mean squared error than that of
     * {@code task}. Several may be nearest where edits agree on this drawing.
     */
    public boolean nearest(String task, Picture output) {
      double own = Psnr.squaredError(output, pictures.get(task));
      return pictures.values().stream()
          .noneMatch(picture -> Psnr.squaredError(output, picture) < own);
    }
  }

  /** The results on b; none when what is asked for is not an edit by rule. */
  public Optional<Results> results(Pair subject) {
    return subject.task() instanceof EditTask asked
        ? before(subject.hand(), subject.name()).map(before -> results(before, asked))
        : Optional.empty();
  }

  /** A picture before by its hand and name, if there is one. */
  Optional<Layers> before(String hand, String name) {
    return Arrays.stream(SubjectKind.values())
        .flatMap(kind -> kind.draw(pool, 0).layers(hand, name).stream())
        .findFirst();
  }

  /** The results on a picture; that of {@code asked} is among them whether it competes or not. */
  Results results(Layers layers, EditTask asked) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    tasks.forEach(task -> pictures.put(task.name(), task.edit().apply(layers).picture()));
    pictures.computeIfAbsent(asked.name(), own -> asked.edit().apply(layers).picture());
    return new Results(pictures);
  }
}
