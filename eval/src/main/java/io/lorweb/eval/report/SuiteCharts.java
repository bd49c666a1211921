package io.lorweb.eval.report;

import io.lorweb.eval.statistics.Student;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Metric;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Scored;
import io.lorweb.image.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Draws an evaluation: every task's mean, sweeps, and preservation against accuracy. */
final class SuiteCharts {

  /** More bars than this are no longer told apart. */
  private static final int MOST_BARS = 160;

  private SuiteCharts() {}

  /** Charts by title. */
  static Map<String, Picture> of(Evaluation evaluation) {
    Map<String, Picture> charts = new LinkedHashMap<>();
    // Metrics that need a truth have no figures where nobody knows it.
    evaluation.metrics().stream()
        .filter(metric -> !byTask(evaluation, metric).isEmpty())
        .findFirst()
        .ifPresent(
            first -> charts.put("Task by task: " + first.heading(), bars(evaluation, first)));
    charts.putAll(SweepCharts.of(evaluation));
    Optional<Metric> kept = metric(evaluation, List.of("lpips", "clip-similarity"));
    Optional<Metric> edited = metric(evaluation, List.of("clip-direction", "psnr"));
    if (kept.isPresent() && edited.isPresent()) {
      charts.put("Preservation against accuracy", scatter(evaluation, kept.get(), edited.get()));
    }
    return charts;
  }

  private static Optional<Metric> metric(Evaluation evaluation, List<String> wanted) {
    return wanted.stream()
        .flatMap(id -> evaluation.metrics().stream().filter(metric -> metric.id().equals(id)))
        .filter(metric -> !byTask(evaluation, metric).isEmpty())
        .findFirst();
  }

  /** The mean of every task that all models have a figure for, by model. */
  private static Map<String, Map<String, Double>> byTask(Evaluation evaluation, Metric metric) {
    return evaluation.scored().stream()
        .filter(one -> one.values().containsKey(metric.id()))
        .collect(
            Collectors.groupingBy(
                Scored::model,
                Collectors.groupingBy(
                    one -> one.question().task(),
                    TreeMap::new,
                    Collectors.averagingDouble(one -> one.values().get(metric.id())))));
  }

  private static Picture bars(Evaluation evaluation, Metric metric) {
    Map<String, Map<String, List<Double>>> values =
        evaluation.scored().stream()
            .filter(one -> one.values().containsKey(metric.id()))
            .collect(
                Collectors.groupingBy(
                    Scored::model,
                    Collectors.groupingBy(
                        one -> one.question().task(),
                        TreeMap::new,
                        Collectors.mapping(
                            one -> one.values().get(metric.id()), Collectors.toList()))));
    List<String> tasks = new ArrayList<>(values.values().iterator().next().keySet());
    int most = Math.max(1, MOST_BARS / evaluation.models().size());
    List<String> drawn = tasks.subList(0, Math.min(most, tasks.size()));
    String cut =
        drawn.size() < tasks.size()
            ? String.format(Locale.ROOT, " (the first %d of %d)", drawn.size(), tasks.size())
            : "";
    return new IntervalChart(
            "Task by task" + cut,
            "bars: 95 % intervals over a task's questions, where it has three or more",
            "",
            metric.heading(),
            metric.shortestAxis(),
            drawn.stream().map(Question::named).toList(),
            false,
            evaluation.models().stream()
                .filter(values::containsKey)
                .map(model -> series(model, drawn, values.get(model)))
                .toList())
        .picture();
  }

  private static IntervalChart.Series series(
      String model, List<String> tasks, Map<String, List<Double>> values) {
    List<IntervalChart.Mark> marks = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      if (values.containsKey(tasks.get(i))) {
        marks.add(
            new IntervalChart.Mark(
                i, Student.within(List.of(values.get(tasks.get(i)))), List.of()));
      }
    }
    return new IntervalChart.Series(model, marks);
  }

  /** A point for every task and model. */
  private static Picture scatter(Evaluation evaluation, Metric kept, Metric edited) {
    XYChart chart =
        new XYChartBuilder()
            .width(Charts.WIDTH)
            .height(Charts.HEIGHT)
            .title("Preservation against accuracy, a point for every task")
            .xAxisTitle(kept.heading())
            .yAxisTitle(edited.heading())
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    Map<String, Map<String, Double>> x = byTask(evaluation, kept);
    Map<String, Map<String, Double>> y = byTask(evaluation, edited);
    for (String model : evaluation.models()) {
      Map<String, Double> across = x.getOrDefault(model, Map.of());
      Map<String, Double> up = y.getOrDefault(model, Map.of());
      List<String> tasks = across.keySet().stream().filter(up::containsKey).toList();
      if (!tasks.isEmpty()) {
        chart.addSeries(
            model, tasks.stream().map(across::get).toList(), tasks.stream().map(up::get).toList());
      }
    }
    return Charts.picture(chart);
  }
}
