package io.lorweb.eval.suite;

import java.util.Set;

/**
 * Tasks whose mean stands in one row.
 *
 * @param name of the row
 * @param tasks in it; one task may be in several groups
 */
public record Group(String name, Set<String> tasks) {

  public Group {
    tasks = Set.copyOf(tasks);
  }
}
