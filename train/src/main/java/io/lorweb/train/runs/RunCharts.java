package io.lorweb.train.runs;

import io.lorweb.image.Lettering;
import io.lorweb.image.Picture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a run's curves and routing. */
final class RunCharts {

  static final int WIDTH = 900;
  static final int HEIGHT = 480;

  /** More points than pixels only take time. */
  private static final int MOST_POINTS = 2000;

  private static final double SMOOTHING = 0.95;
  private static final int MOST_ELEMENTS = 16;
  private static final int MOST_LABELS = 24;
  private static final int DARKEST = 1000;
  private static final Color PALE = new Color(160, 190, 230);
  private static final Color LIGHT = new Color(255, 255, 217);
  private static final Color DARK = new Color(8, 29, 88);

  private RunCharts() {}

  /** Loss over steps: smoothed, and below one run's curve its raw values. */
  static Picture loss(List<RunHistory> runs) {
    XYChart chart = lines("Loss", "loss");
    for (RunHistory run : runs) {
      double[] raw = values(run, StepMetrics::loss);
      if (runs.size() == 1) {
        line(chart, run.name() + ", each step", steps(run), raw);
        chart.getSeriesMap().values().forEach(series -> series.setLineColor(PALE).setLineWidth(1));
      }
      line(chart, run.name(), steps(run), Smoothing.of(raw, SMOOTHING));
    }
    return picture(chart);
  }

  /** Loss on held-out examples over steps; below one run's curve its smoothed training loss. */
  static Picture validation(List<RunHistory> runs) {
    XYChart chart = lines("Loss on held-out examples", "loss");
    for (RunHistory run : runs) {
      if (runs.size() == 1) {
        double[] raw = values(run, StepMetrics::loss);
        line(chart, run.name() + ", training", steps(run), Smoothing.of(raw, SMOOTHING));
        chart.getSeriesMap().values().forEach(series -> series.setLineColor(PALE));
      }
      List<RunHistory.Validation> held = run.validations();
      line(
          chart,
          runs.size() == 1 ? run.name() + ", held out" : run.name(),
          held.stream().mapToDouble(RunHistory.Validation::step).toArray(),
          held.stream().mapToDouble(RunHistory.Validation::loss).toArray());
    }
    return picture(chart);
  }

  /** One figure over steps, all runs together. */
  static Picture curve(
      List<RunHistory> runs, String title, String unit, ToDoubleFunction<StepMetrics> figure) {
    XYChart chart = lines(title, unit);
    runs.forEach(run -> line(chart, run.name(), steps(run), values(run, figure)));
    return picture(chart);
  }

  /** Mean entropy of the mixtures over steps. */
  static Picture entropy(List<RunHistory> runs) {
    XYChart chart = lines("Routing: mean entropy", "entropy / ln N");
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    for (RunHistory run : runs) {
      List<RunHistory.Routing> routings = run.routings();
      double[] steps = routings.stream().mapToDouble(RunHistory.Routing::step).toArray();
      double[] values = routings.stream().mapToDouble(r -> r.statistics().meanEntropy()).toArray();
      line(chart, run.name(), steps, values);
    }
    return picture(chart);
  }

  /** Entropy of every Linear, in the model's order. */
  static Picture layers(RunHistory.Routing routing) {
    RoutingStatistics statistics = routing.statistics();
    List<Integer> numbers = IntStream.range(0, statistics.paths().size()).boxed().toList();
    List<Double> entropy = new ArrayList<>();
    for (float value : statistics.entropy()) {
      entropy.add((double) value);
    }
    CategoryChart chart =
        bars("Routing: entropy of each Linear at step " + routing.step(), "Linear", "entropy");
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setXAxisMaxLabelCount(MOST_LABELS);
    chart.addSeries("entropy", numbers, entropy);
    return picture(chart);
  }

  /** Mean coefficient of every basis element in every Linear. */
  static Picture usage(RunHistory.Routing routing) {
    RoutingStatistics statistics = routing.statistics();
    int linears = statistics.paths().size();
    int[][] heat = new int[statistics.size()][linears];
    float top = high(statistics.usage());
    for (int l = 0; l < linears; l++) {
      for (int n = 0; n < statistics.size(); n++) {
        // XChart's heat is whole numbers.
        heat[n][l] =
            Math.min(
                DARKEST,
                Math.round(DARKEST * Math.abs(statistics.usage()[l * heat.length + n]) / top));
      }
    }
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Routing: use of every element at step " + routing.step())
            .xAxisTitle("basis element")
            .yAxisTitle("Linear")
            .build();
    style(chart.getStyler());
    chart.getStyler().setMin(0).setMax(DARKEST).setRangeColors(new Color[] {LIGHT, DARK});
    chart.getStyler().setShowValue(false).setLegendVisible(false);
    int labels = statistics.size() <= 2 * MOST_LABELS ? statistics.size() : MOST_LABELS;
    chart.getStyler().setXAxisMaxLabelCount(labels).setYAxisTicksVisible(false);
    chart.addSeries(
        "use",
        IntStream.range(0, statistics.size()).toArray(),
        IntStream.range(0, linears).toArray(),
        heat);
    return picture(chart);
  }

  /** The basis elements with the largest mean coefficients over all Linears. */
  static Picture mostUsed(RunHistory.Routing routing) {
    double[] mean = meanUse(routing.statistics());
    List<Integer> order =
        IntStream.range(0, mean.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer n) -> mean[n]).reversed())
            .limit(MOST_ELEMENTS)
            .toList();
    CategoryChart chart =
        bars("Routing: most used elements at step " + routing.step(), "element", "coefficient");
    chart.addSeries(
        "use",
        order.stream().map(n -> "#" + n).toList(),
        order.stream().map(n -> mean[n]).toList());
    return picture(chart);
  }

  /** The value that one in a hundred exceeds: a few large ones would leave the rest pale. */
  private static float high(float[] values) {
    double[] sorted =
        IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).toArray();
    Arrays.sort(sorted);
    double high = sorted[(int) (0.99 * (sorted.length - 1))];
    return (float) (high > 0 ? high : 1);
  }

  private static double[] meanUse(RoutingStatistics statistics) {
    double[] mean = new double[statistics.size()];
    for (int i = 0; i < statistics.usage().length; i++) {
      mean[i % mean.length] += Math.abs(statistics.usage()[i]) / statistics.paths().size();
    }
    return mean;
  }

  private static double[] steps(RunHistory run) {
    return run.steps().stream().mapToDouble(StepMetrics::step).toArray();
  }

  private static double[] values(RunHistory run, ToDoubleFunction<StepMetrics> figure) {
    return run.steps().stream().mapToDouble(figure).toArray();
  }

  private static XYChart lines(String title, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("step")
            .yAxisTitle(unit)
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    return chart;
  }

  private static CategoryChart bars(String title, String x, String y) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  private static void style(Styler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
  }

  /** Adds what can be drawn of a curve; nothing when that is nothing. */
  private static void line(XYChart chart, String name, double[] x, double[] y) {
    int stride = Math.max(1, (x.length + MOST_POINTS - 1) / MOST_POINTS);
    int[] drawn =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(y[i]) && (i % stride == 0 || i == x.length - 1))
            .toArray();
    if (drawn.length == 0) {
      return;
    }
    String unique = name;
    for (int i = 2; chart.getSeriesMap().containsKey(unique); i++) {
      unique = String.format(Locale.ROOT, "%s (%d)", name, i);
    }
    XYSeries series =
        chart.addSeries(
            unique,
            IntStream.of(drawn).mapToDouble(i -> x[i]).toArray(),
            IntStream.of(drawn).mapToDouble(i -> y[i]).toArray());
    series.setMarker(drawn.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private static Picture picture(Chart<?, ?> chart) {
    Lettering.require();
    BufferedImage image = BitmapEncoder.getBufferedImage(chart);
    return Picture.of(image);
  }
}
