package io.lorweb.eval.suite;

import io.lorweb.eval.statistics.Holm;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.statistics.PairedTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One metric over the tasks of one group: every model's mean, and whether it differs from the first
 * one's.
 *
 * @param group row
 * @param metric column
 * @param tasks with a value
 * @param questions with a value
 * @param byTask every value, by model and task
 * @param over what all intervals are over
 * @param means by model: of the items of a task, then of tasks
 * @param differences of every model but the first from the first; {@code p} is corrected for their
 *     number (Holm)
 */
public record Comparison(
    String group,
    Metric metric,
    int tasks,
    int questions,
    Map<String, Map<String, List<Double>>> byTask,
    Over over,
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
    Map<String, List<Double>> first = values.values().iterator().next();
    Over over = Over.of(first.values());
    Map<String, Interval> means = new LinkedHashMap<>();
    boolean share = values.values().stream().allMatch(tasks -> share(tasks.values()));
    values.forEach(
        (model, tasks) -> {
          Interval mean = over.interval(tasks.values(), seed);
          means.put(model, share ? mean.between(0, 1) : mean);
        });
    return new Comparison(
        group.name(),
        metric,
        first.size(),
        first.values().stream().mapToInt(List::size).sum(),
        values,
        over,
        means,
        differences(values, over, seed));
  }

  /** Whether every question has a yes or a no: an interval beyond all or nothing has no meaning. */
  private static boolean share(Collection<List<Double>> byTask) {
    return byTask.stream().flatMap(List::stream).allMatch(value -> value == 0 || value == 1);
  }

  private static Map<String, Difference> differences(
      Map<String, Map<String, List<Double>>> values, Over over, long seed) {
    List<String> names = new ArrayList<>(values.keySet());
    Map<String, List<Double>> first = values.get(names.get(0));
    List<String> others = names.subList(1, names.size());
    double[] means = Interval.taskMeans(first.values());
    boolean possible = PairedTest.possible(first.size(), others.size());
    double[] adjusted =
        Holm.adjusted(
            others.stream()
                .mapToDouble(
                    name ->
                        PairedTest.of(Interval.taskMeans(values.get(name).values()), means, seed)
                            .p())
                .toArray());
    Map<String, Difference> differences = new LinkedHashMap<>();
    for (int i = 0; i < adjusted.length; i++) {
      differences.put(
          others.get(i),
          new Difference(
              over.interval(paired(values.get(others.get(i)), first), seed),
              possible ? OptionalDouble.of(adjusted[i]) : OptionalDouble.empty()));
    }
    return differences;
  }

  /** Question by question: every model has the same ones, in the same order. */
  private static Collection<List<Double>> paired(
      Map<String, List<Double>> one, Map<String, List<Double>> first) {
    List<List<Double>> differences = new ArrayList<>();
    one.forEach(
        (task, values) -> {
          List<Double> others = first.get(task);
          List<Double> own = new ArrayList<>();
          for (int i = 0; i < values.size(); i++) {
            own.add(values.get(i) - others.get(i));
          }
          differences.add(own);
        });
    return differences;
  }
}
