package io.lorweb.measure;

import io.lorweb.tasks.Level;
import io.lorweb.tasks.Levels;
import io.lorweb.tasks.Task;
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
public record Group(String name, Predicate<Task> holds) {

  /** Every task. */
  static Group all() {
    return new Group("all", task -> true);
  }

  static Group of(Level level, Levels levels) {
    return new Group(level.label(), task -> levels.of(task) == level);
  }

  /** Seen, each unseen level, all unseen ones. */
  static List<Group> byLevel(Levels levels) {
    List<Group> groups = new ArrayList<>();
    Arrays.stream(Level.values()).forEach(level -> groups.add(of(level, levels)));
    groups.add(new Group("unseen, all", task -> levels.of(task) != Level.SEEN));
    return groups;
  }
}
