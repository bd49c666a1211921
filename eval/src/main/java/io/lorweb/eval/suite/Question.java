package io.lorweb.eval.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One analogy to complete: a : a' :: b : ?
 *
 * @param id unique in its suite
 * @param task questions of one task show the same edit
 * @param a before
 * @param a2 after, a'
 * @param more further pairs that show the same edit, for models that are shown several
 * @param b to edit
 * @param truth the true b', where it is known
 * @param prompt the edit as an instruction; may be empty
 * @param shown for a wrong demonstration the task that a and a' show, which is not the question's:
 *     what does not change with it has not been read off the demonstration
 * @param noise seed of the starting noise; absent: it follows from the suite's seed and the id
 */
public record Question(
    String id,
    String task,
    Path a,
    Path a2,
    List<Shown> more,
    Path b,
    Optional<Path> truth,
    String prompt,
    Optional<String> shown,
    Optional<Long> noise) {

  private static final String UNNAMED = "no task";

  /** A pair. */
  public record Shown(Path a, Path a2) {}

  /** Every picture of it. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(a, a2, b));
    more.forEach(pair -> files.addAll(List.of(pair.a(), pair.a2())));
    truth.ifPresent(files::add);
    return files;
  }

  public Question {
    more = List.copyOf(more);
  }

  /** How reports call a task: one of a plain folder has no name. */
  public static String named(String task) {
    return task.isEmpty() ? UNNAMED : task;
  }

  /** With a single demonstration. */
  public Question(
      String id,
      String task,
      Path a,
      Path a2,
      Path b,
      Optional<Path> truth,
      String prompt,
      Optional<String> shown,
      Optional<Long> noise) {
    this(id, task, a, a2, List.of(), b, truth, prompt, shown, noise);
  }

  /** With a demonstration of the question's own task and noise from its id. */
  public Question(
      String id, String task, Path a, Path a2, Path b, Optional<Path> truth, String prompt) {
    this(id, task, a, a2, b, truth, prompt, Optional.empty(), Optional.empty());
  }
}
