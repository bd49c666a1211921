package io.lorweb.eval.ablation;

import io.lorweb.eval.report.Charts;
import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.suite.Comparison;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Tables;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** A metric along every axis of a grid whose values are numbers, such as N and r. */
final class AxisCharts {

  private AxisCharts() {}

  /** Charts by title: for every such axis and every group, the suite's first metric there. */
  static Map<String, Picture> of(Plan plan, Evaluation variants) {
    Map<String, Picture> charts = new LinkedHashMap<>();
    for (Axis axis : plan.axes()) {
      if (axis.numeric() && axis.values().size() > 1) {
        for (List<Comparison> table : Tables.of(variants)) {
          Comparison column = table.get(0);
          String title =
              column.metric().heading() + " against " + axis.label() + ", " + column.group();
          charts.put(title, chart(plan, axis, column, title));
        }
      }
    }
    return charts;
  }

  /** A line for each combination of the other axes; bars are intervals over tasks. */
  private static Picture chart(Plan plan, Axis axis, Comparison column, String title) {
    XYChart chart =
        new XYChartBuilder()
            .width(Charts.WIDTH)
            .height(Charts.HEIGHT)
            .title(title)
            .xAxisTitle(axis.key())
            .yAxisTitle(column.metric().heading())
            .build();
    // Values such as 1, 2, 4, 8 stand at equal distances, each with its own mark.
    chart.getStyler().setxAxisTickLabelsFormattingFunction(at -> mark(axis, at));
    Map<String, List<Variant>> lines = new LinkedHashMap<>();
    for (Variant variant : Axis.grid(plan.axes())) {
      lines.computeIfAbsent(others(axis, variant), name -> new ArrayList<>()).add(variant);
    }
    lines.forEach(
        (name, variants) -> {
          List<Double> x = new ArrayList<>();
          List<Double> y = new ArrayList<>();
          List<Double> bars = new ArrayList<>();
          for (Variant variant : variants) {
            Interval mean = column.means().get(variant.name());
            if (mean != null) {
              x.add((double) axis.values().indexOf(variant.value(axis.key())));
              y.add(mean.mean());
              bars.add((mean.high() - mean.low()) / 2);
            }
          }
          if (!x.isEmpty()) {
            chart.addSeries(name, x, y, bars);
          }
        });
    return Charts.picture(chart);
  }

  private static String mark(Axis axis, double at) {
    int index = (int) Math.round(at);
    boolean value = index == at && index >= 0 && index < axis.values().size();
    return value ? axis.values().get(index) : " ";
  }

  private static String others(Axis axis, Variant variant) {
    List<String> rest =
        variant.sets().stream().filter(set -> !set.startsWith(axis.key() + "=")).toList();
    return rest.isEmpty() ? "all" : String.join(", ", rest);
  }
}
