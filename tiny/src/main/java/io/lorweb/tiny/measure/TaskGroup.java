package io.lorweb.tiny.measure;

import io.lorweb.tiny.tasks.Level;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tasks whose mean stands in one row.
 *
 * @param name of the row
 * @param holds whether a task belongs to it
 */
public record TaskGroup(String name, Predicate<Task> holds) {

  /** Every task. */
  static TaskGroup all() {
    return new TaskGroup("all", task -> true);
  }

  static TaskGroup of(Level level, Levels levels) {
    return new TaskGroup(level.label(), task -> levels.of(task) == level);
  }

  /** Seen, each unseen level, all unseen ones. */
  static List<TaskGroup> byLevel(Levels levels) {
    List<TaskGroup> groups = new ArrayList<>();
    Arrays.stream(Level.values()).forEach(level -> groups.add(of(level, levels)));
    groups.add(new TaskGroup("unseen, all", task -> levels.of(task) != Level.SEEN));
    return groups;
  }
}
