package io.lorweb.eval.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of an evaluation: for every group of tasks, every metric. */
public final class Tables {

  /** The group that a suite without groups has. */
  private static final String ALL = "all";

  private Tables() {}

  /** One list for each group that has a question, in the suite's order. */
  public static List<List<Comparison>> of(Evaluation evaluation) {
    List<Group> groups = evaluation.groups();
    if (groups.isEmpty()) {
      Set<String> tasks =
          evaluation.compared().stream().map(Question::task).collect(Collectors.toSet());
      groups = List.of(new Group(ALL, tasks));
    }
    List<List<Comparison>> tables = new ArrayList<>();
    for (Group group : groups) {
      List<Comparison> rows = Comparison.of(evaluation, group);
      if (!rows.isEmpty()) {
        tables.add(rows);
      }
    }
    return tables;
  }
}
