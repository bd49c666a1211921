package io.lorweb.eval.suite;

import io.lorweb.eval.statistics.Holm;
import io.lorweb.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One metric over the tasks of one group: every model's mean, and whether it differs from the first
 * one's.
 *
 * @param group row
 * @param metric column
 * @param tasks with a value
 * @param questions with a value
 * @param means by model: of the items of a task, then of tasks
 * @param differences of every model but the first from the first; {@code p} is corrected for their
 *     number (Holm)
 */
public record Comparison(
    String group,
    Metric metric,
    int tasks,
    int questions,
    Map<String, Interval> means,
    Map<String, Difference> differences) {

  /** All metrics over one group; those without any value are left out. */
  static List<Comparison> of(Evaluation evaluation, Group group) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Metric metric : evaluation.metrics()) {
      Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
      for (Scored one : evaluation.scored()) {
        Double value = one.values().get(metric.id());
        if (group.tasks().contains(one.question().task()) && value != null) {
          values
              .computeIfAbsent(one.model(), name -> new LinkedHashMap<>())
              .computeIfAbsent(one.question().task(), name -> new ArrayList<>())
              .add(value);
        }
      }
      if (!values.isEmpty()) {
        comparisons.add(of(group, metric, values, evaluation.seed()));
      }
    }
    return comparisons;
  }

  private static Comparison of(
      Group group, Metric metric, Map<String, Map<String, List<Double>>> values, long seed) {
    Map<String, double[]> byTask = new LinkedHashMap<>();
    values.forEach((model, tasks) -> byTask.put(model, Interval.taskMeans(tasks.values())));
    Map<String, Interval> means = new LinkedHashMap<>();
    byTask.forEach((model, all) -> means.put(model, Interval.of(all, seed)));
    Map<String, List<Double>> first = values.values().iterator().next();
    return new Comparison(
        group.name(),
        metric,
        first.size(),
        first.values().stream().mapToInt(List::size).sum(),
        means,
        differences(byTask, seed));
  }

  private static Map<String, Difference> differences(Map<String, double[]> byTask, long seed) {
    List<String> names = new ArrayList<>(byTask.keySet());
    double[] first = byTask.get(names.get(0));
    List<Difference> tests = new ArrayList<>();
    for (String name : names.subList(1, names.size())) {
      tests.add(Difference.of(byTask.get(name), first, seed));
    }
    double[] adjusted = Holm.adjusted(tests.stream().mapToDouble(Difference::p).toArray());
    Map<String, Difference> differences = new LinkedHashMap<>();
    for (int i = 0; i < tests.size(); i++) {
      differences.put(names.get(i + 1), tests.get(i).corrected(adjusted[i]));
    }
    return differences;
  }
}
