package io.lorweb.eval.report;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.ModelFacts;
import io.lorweb.eval.suite.Tables;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws a metric along a number by which models of a suite differ, such as the strength. */
final class SweepCharts {

  private SweepCharts() {}

  /** Charts by title: for every such number and every group, the suite's first metric there. */
  static Map<String, Picture> of(Evaluation evaluation) {
    List<ModelFacts> facts =
        evaluation.facts().stream()
            .filter(one -> evaluation.models().contains(one.model()))
            .toList();
    Map<String, Picture> charts = new LinkedHashMap<>();
    for (Sweep sweep : Sweep.of(facts)) {
      for (List<Comparison> table : Tables.of(evaluation)) {
        Comparison column = table.get(0);
        String title =
            column.metric().heading() + " against " + sweep.number() + ", " + column.group();
        charts.put(title, chart(sweep, column, title));
      }
    }
    return charts;
  }

  private static Picture chart(Sweep sweep, Comparison column, String title) {
    List<Double> values = sweep.values();
    List<IntervalChart.Series> series = new ArrayList<>();
    for (Map<Double, String> line : sweep.lines()) {
      List<IntervalChart.Mark> marks = new ArrayList<>();
      line.forEach(
          (value, model) -> {
            Interval mean = column.means().get(model);
            if (mean != null) {
              marks.add(new IntervalChart.Mark(values.indexOf(value), mean, List.of()));
            }
          });
      List<String> models = List.copyOf(line.values());
      if (!marks.isEmpty()) {
        String name = models.get(0) + " to " + models.get(models.size() - 1);
        series.add(new IntervalChart.Series(name, marks));
      }
    }
    return new IntervalChart(
            title,
            "bars: 95 % " + SummaryText.over(column.over()),
            sweep.number(),
            column.metric().heading(),
            column.metric().shortestAxis(),
            values.stream().map(ModelsText::number).toList(),
            true,
            series)
        .picture();
  }
}
