package io.lorweb.eval.routing;

import io.lorweb.eval.report.Charts;
import io.lorweb.image.Picture;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Coefficients as colours, a row for every task. */
final class HeatMaps {

  /** Linears whose coefficients are shown one by one. */
  private static final int TELLING = 6;

  /** Pixels of a row. */
  private static final int ROW = 12;

  private static final int WIDTH = 1400;
  private static final int MARGIN = 220;

  private HeatMaps() {}

  /** How far each task's coefficients depart from the mean of all tasks, Linear by Linear. */
  static Picture departures(TaskMixtures mixtures, String title) {
    List<String> tasks = tasks(mixtures);
    List<Number[]> cells = new ArrayList<>();
    double most = 0;
    for (int linear = 0; linear < mixtures.paths().size(); linear++) {
      for (int row = 0; row < tasks.size(); row++) {
        double departure = mixtures.departure(tasks.get(row), linear);
        most = Math.max(most, departure);
        cells.add(new Number[] {linear, row, departure});
      }
    }
    HeatMapChart chart = chart(title, tasks.size());
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x08306b)});
    chart.getStyler().setMin(0).setMax(scale(most));
    chart.addSeries(title, mixtures.paths(), tasks, cells);
    return Charts.picture(chart);
  }

  /** The coefficients themselves, of the Linears that tell tasks apart most. */
  static Picture coefficients(TaskMixtures mixtures, String title) {
    List<String> tasks = tasks(mixtures);
    List<String> columns = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    double most = 0;
    for (int linear : telling(mixtures)) {
      for (int element = 0; element < mixtures.size(); element++) {
        int at = linear * mixtures.size() + element;
        for (int row = 0; row < tasks.size(); row++) {
          double coefficient = mixtures.mean()[at] + mixtures.departures().get(tasks.get(row))[at];
          most = Math.max(most, Math.abs(coefficient));
          cells.add(new Number[] {columns.size(), row, coefficient});
        }
        columns.add(mixtures.paths().get(linear) + " " + (element + 1));
      }
    }
    HeatMapChart chart = chart(title, tasks.size());
    chart
        .getStyler()
        .setRangeColors(new Color[] {new Color(0x2166ac), Color.WHITE, new Color(0xb2182b)});
    chart.getStyler().setMin(-scale(most)).setMax(scale(most));
    chart.addSeries(title, columns, tasks, cells);
    return Charts.picture(chart);
  }

  /**
   * A little more than the largest value: by rounding, the very end is beyond the chart's colours.
   */
  private static double scale(double most) {
    return Math.max(most, 1e-9) * 1.001;
  }

  /** From top to bottom as in the table: a chart counts its rows from below. */
  private static List<String> tasks(TaskMixtures mixtures) {
    List<String> tasks = new ArrayList<>(mixtures.departures().keySet());
    Collections.reverse(tasks);
    return tasks;
  }

  private static List<Integer> telling(TaskMixtures mixtures) {
    return IntStream.range(0, mixtures.paths().size())
        .boxed()
        .sorted(Comparator.comparingDouble(linear -> -departure(mixtures, linear)))
        .limit(TELLING)
        .toList();
  }

  private static double departure(TaskMixtures mixtures, int linear) {
    return mixtures.departures().keySet().stream()
        .mapToDouble(task -> mixtures.departure(task, linear))
        .sum();
  }

  private static HeatMapChart chart(String title, int rows) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(MARGIN + ROW * rows)
            .title(title)
            .xAxisTitle("Linear")
            .build();
    chart.getStyler().setShowValue(false).setDrawBorder(false);
    chart.getStyler().setXAxisLabelRotation(90);
    chart
        .getStyler()
        .setAxisTickLabelsFont(chart.getStyler().getAxisTickLabelsFont().deriveFont(9f));
    return chart;
  }
}
