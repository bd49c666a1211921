package io.lorweb.eval.routing;

import io.lorweb.eval.report.Charts;
import io.lorweb.eval.suite.Group;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Draws a map of analogies. */
final class PlaneChart {

  /** More tasks than this are no longer told apart by colour; their groups are. */
  private static final int MOST_COLOURS = 12;

  private PlaneChart() {}

  /** A point for every analogy, coloured by task or, of many tasks, by the first group it is in. */
  static Picture of(Plane plane, List<Group> groups, String title) {
    XYChart chart =
        new XYChartBuilder()
            .width(Charts.WIDTH)
            .height(Charts.WIDTH * 2 / 3)
            .title(title)
            .xAxisTitle(axis("first", plane.across()))
            .yAxisTitle(axis("second", plane.up()))
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(6);
    long tasks = plane.points().stream().map(PlaneChart::task).distinct().count();
    Map<String, List<Plane.Point>> series =
        plane.points().stream()
            .collect(
                Collectors.groupingBy(
                    point -> tasks <= MOST_COLOURS ? task(point) : group(task(point), groups),
                    LinkedHashMap::new,
                    Collectors.toList()));
    series.forEach(
        (name, points) ->
            chart.addSeries(
                name,
                points.stream().map(Plane.Point::x).toList(),
                points.stream().map(Plane.Point::y).toList()));
    return Charts.picture(chart);
  }

  private static String axis(String which, double share) {
    return String.format(
        Locale.ROOT, "%s principal component, %.0f %% of the variance", which, 100 * share);
  }

  private static String task(Plane.Point point) {
    return Question.named(point.route().question().task());
  }

  private static String group(String task, List<Group> groups) {
    return groups.stream()
        .filter(group -> group.tasks().contains(task))
        .map(Group::name)
        .findFirst()
        .orElse("other tasks");
  }
}
