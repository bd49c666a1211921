package io.lorweb.eval.ablation;

import io.lorweb.eval.report.IntervalChart;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.Over;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Tables;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A metric along every axis of a grid whose values are numbers, such as N and r. */
final class AxisCharts {

  private AxisCharts() {}

  /**
   * Charts by title: for every such axis and every group, the suite's first metric there.
   *
   * @param trials the same tables with every seed by itself
   */
  static Map<String, Picture> of(Plan plan, Evaluation variants, List<List<Comparison>> trials) {
    Map<String, Picture> charts = new LinkedHashMap<>();
    List<List<Comparison>> tables = Tables.of(variants);
    for (Axis axis : plan.axes()) {
      if (axis.numeric() && axis.values().size() > 1) {
        for (int i = 0; i < tables.size(); i++) {
          Comparison column = tables.get(i).get(0);
          String title =
              column.metric().heading() + " against " + axis.label() + ", " + column.group();
          charts.put(title, chart(plan, axis, column, trials.get(i).get(0), title));
        }
      }
    }
    return charts;
  }

  /** A line for each combination of the other axes. */
  private static Picture chart(
      Plan plan, Axis axis, Comparison column, Comparison trials, String title) {
    Map<String, List<Variant>> lines = new LinkedHashMap<>();
    for (Variant variant : Axis.grid(plan.axes())) {
      lines.computeIfAbsent(others(axis, variant), name -> new ArrayList<>()).add(variant);
    }
    List<IntervalChart.Series> series = new ArrayList<>();
    lines.forEach(
        (name, variants) -> {
          List<IntervalChart.Mark> marks = new ArrayList<>();
          for (Variant variant : variants) {
            Interval mean = column.means().get(variant.name());
            if (mean != null) {
              int place = axis.values().indexOf(variant.value(axis.key()));
              marks.add(new IntervalChart.Mark(place, mean, seeds(plan, variant, trials)));
            }
          }
          if (!marks.isEmpty()) {
            series.add(new IntervalChart.Series(name, marks));
          }
        });
    return new IntervalChart(
            title,
            note(column.over()),
            axis.key(),
            column.metric().heading(),
            column.metric().shortestAxis(),
            axis.values(),
            true,
            series)
        .picture();
  }

  private static String note(Over over) {
    return switch (over) {
      case TASKS -> "bars: 95 % intervals over tasks, not over seeds; rings: seeds";
      case ITEMS -> "bars: 95 % intervals over questions, not over seeds; rings: seeds";
      case NOTHING -> "too few tasks and questions for intervals; rings: seeds";
    };
  }

  private static List<Double> seeds(Plan plan, Variant variant, Comparison trials) {
    return plan.seeds().stream()
        .map(seed -> trials.means().get(new Trial(variant, seed).name()))
        .filter(Objects::nonNull)
        .map(Interval::mean)
        .toList();
  }

  private static String others(Axis axis, Variant variant) {
    List<String> rest =
        variant.sets().stream().filter(set -> !set.startsWith(axis.key() + "=")).toList();
    return rest.isEmpty() ? "all" : String.join(", ", rest);
  }
}
