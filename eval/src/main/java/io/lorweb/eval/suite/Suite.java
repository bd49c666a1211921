package io.lorweb.eval.suite;

import io.lorweb.error.InputException;
import io.lorweb.eval.judge.JudgeSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of whom, and how answers are measured (docs/eval.md).
 *
 * @param name of the suite
 * @param seed of questions, noise and resamples
 * @param data where questions come from; none where they are given ({@link SuiteRunner})
 * @param groups rows of the tables; none: one row of all tasks
 * @param models at least one; the first is the one that others are compared with
 * @param metrics names, at least one
 * @param alexnet LPIPS's backbone, if LPIPS is wanted
 * @param clip an image encoder's folder or hub id; absent: the first model's own
 * @param dino a DINO's folder, if its metric is wanted
 * @param routing whether to look at how adapters route the questions
 * @param judge who looks at the answers after the metrics, if anybody does
 */
public record Suite(
    String name,
    long seed,
    List<Data> data,
    List<Group> groups,
    List<EvaluatedModel> models,
    List<String> metrics,
    Optional<Path> alexnet,
    Optional<String> clip,
    Optional<Path> dino,
    boolean routing,
    Optional<JudgeSettings> judge) {

  /**
   * One source of questions.
   *
   * @param kind what is there: analogies are asked as they are; of pairs, each is asked with
   *     another one of its task as its demonstration
   * @param path manifest or folder
   * @param split only entries of this split
   * @param tasks only these; empty: all
   * @param without not these
   * @param items of each task, at most; 0: all
   * @param group row of the tables that these tasks are in, beside those that the suite has
   */
  public record Data(
      Kind kind,
      Path path,
      Optional<String> split,
      List<String> tasks,
      List<String> without,
      int items,
      Optional<String> group) {

    /** Kinds of sources. */
    public enum Kind {
      /** A manifest or a folder of pairs (docs/data.md). */
      MANIFEST,
      /** Relation252K as it was downloaded: pictures side by side in folders of categories. */
      RELATION252K,
      /** LoRWeB's own evaluation set: photographs and some of them edited, no truth. */
      EVALSET
    }

    public Data {
      tasks = List.copyOf(tasks);
      without = List.copyOf(without);
      if (kind == Kind.RELATION252K && split.isPresent()) {
        throw InputException.of(
            "split is '%s' but relation252k has no splits: name its tasks by 'tasks' or 'without'",
            split.get());
      }
      if (items < 0) {
        throw InputException.of("items is %d but must be at least 0", items);
      }
    }

    /** Whether questions of {@code task} are asked. */
    boolean wants(String task) {
      return (tasks.isEmpty() || tasks.contains(task)) && !without.contains(task);
    }
  }

  public Suite {
    data = List.copyOf(data);
    groups = List.copyOf(groups);
    models = List.copyOf(models);
    metrics = List.copyOf(metrics);
    if (models.isEmpty()) {
      throw new InputException("models is missing: name at least one");
    }
    if (metrics.isEmpty()) {
      throw new InputException("metrics is empty: name at least one");
    }
    if (judge.isPresent() && judge.get().asked().pairwise() && models.size() == 1) {
      throw new InputException("judge: pairwise needs two models at least");
    }
    Set<String> names = new HashSet<>();
    for (EvaluatedModel model : models) {
      if (!names.add(model.name())) {
        throw InputException.of("two models are called '%s'", model.name());
      }
    }
  }

  /** The most that a model is shown for a question. */
  int demonstrations() {
    return models.stream().mapToInt(EvaluatedModel::demonstrations).max().orElse(1);
  }

  /** The same questions, asked of others under another name; nobody looks at their routing. */
  public Suite with(String newName, List<EvaluatedModel> others) {
    return new Suite(
        newName, seed, data, groups, others, metrics, alexnet, clip, dino, false, judge);
  }
}
