package io.lorweb.tiny.measure;

import io.lorweb.eval.suite.Group;
import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tasks by how new they are, as groups of a suite.
 *
 * @param tasks all that there are
 */
record TaskGroups(Levels levels, List<Task> tasks) {

  /** The tasks that {@code holds} is true of. */
  Group of(String name, Predicate<Task> holds) {
    return new Group(
        name, tasks.stream().filter(holds).map(Task::name).collect(Collectors.toUnmodifiableSet()));
  }

  /** Every task. */
  Group all() {
    return of("all", task -> true);
  }

  Group of(Level level) {
    return of(level.label(), task -> levels.of(task) == level);
  }

  /** Seen, each unseen level, all unseen ones. */
  List<Group> byLevel() {
    List<Group> groups = new ArrayList<>(Arrays.stream(Level.values()).map(this::of).toList());
    groups.add(of("unseen, all", task -> levels.of(task) != Level.SEEN));
    return groups;
  }
}
