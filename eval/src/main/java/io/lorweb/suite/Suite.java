package io.lorweb.suite;

import io.lorweb.error.InputException;
import io.lorweb.judge.JudgeSettings;
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
 * @param data where questions come from
 * @param groups rows of the tables; none: one row of all tasks
 * @param contestants at least one; the first is the one that others are compared with
 * @param metrics names, at least one
 * @param alexnet LPIPS's backbone, if LPIPS is wanted
 * @param clip an image encoder's folder or hub id; absent: the first contestant's model's own
 * @param judge who looks at the answers after the metrics, if anybody does
 */
public record Suite(
    String name,
    long seed,
    List<Data> data,
    List<Group> groups,
    List<Contestant> contestants,
    List<String> metrics,
    Optional<Path> alexnet,
    Optional<String> clip,
    Optional<JudgeSettings> judge) {

  /**
   * One source of questions.
   *
   * @param path manifest or folder (docs/data.md): analogies are asked as they are; of pairs, each
   *     is asked with another one of its task as its demonstration
   * @param split only entries of this split
   * @param tasks only these; empty: all
   * @param items of each task, at most; 0: all
   */
  public record Data(Path path, Optional<String> split, List<String> tasks, int items) {
    public Data {
      tasks = List.copyOf(tasks);
      if (items < 0) {
        throw InputException.of("items is %d but must be at least 0", items);
      }
    }
  }

  /** Without a judge. */
  public Suite(
      String name,
      long seed,
      List<Data> data,
      List<Group> groups,
      List<Contestant> contestants,
      List<String> metrics,
      Optional<Path> alexnet,
      Optional<String> clip) {
    this(name, seed, data, groups, contestants, metrics, alexnet, clip, Optional.empty());
  }

  public Suite {
    data = List.copyOf(data);
    groups = List.copyOf(groups);
    contestants = List.copyOf(contestants);
    metrics = List.copyOf(metrics);
    if (data.isEmpty()) {
      throw new InputException("data is missing: name a manifest or a folder");
    }
    if (contestants.isEmpty()) {
      throw new InputException("models is missing: name at least one");
    }
    if (metrics.isEmpty()) {
      throw new InputException("metrics is empty: name at least one");
    }
    if (judge.isPresent() && judge.get().asked().pairwise() && contestants.size() == 1) {
      throw new InputException("judge: pairwise needs two models at least");
    }
    Set<String> names = new HashSet<>();
    for (Contestant contestant : contestants) {
      if (!names.add(contestant.name())) {
        throw InputException.of("two models are called '%s'", contestant.name());
      }
    }
  }
}
