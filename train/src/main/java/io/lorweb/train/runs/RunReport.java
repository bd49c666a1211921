package io.lorweb.train.runs;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws one run or several: each chart as a PNG, and all of them with the sample sheets on one HTML
 * page that needs no other file.
 */
public final class RunReport {

  /** The page. */
  public static final String PAGE = "index.html";

  private RunReport() {}

  /**
   * Writes the charts into {@code out}.
   *
   * @param runs drawn over each other where that can be read, else one after another
   * @return the files
   */
  public static List<Path> write(List<RunHistory> runs, Path out) {
    for (RunHistory run : runs) {
      if (run.steps().isEmpty()) {
        throw InputException.of("%s has not made its first step yet", run.folder());
      }
    }
    Map<String, Picture> charts = charts(runs);
    List<Path> written = new ArrayList<>();
    RunPage page = new RunPage(runs);
    charts.forEach(
        (name, chart) -> {
          Path file = out.resolve(name + ".png");
          byte[] png = PngWriter.toBytes(chart);
          write(file, png);
          page.chart(name, png);
          written.add(file);
        });
    Path file = out.resolve(PAGE);
    write(file, page.html().getBytes(StandardCharsets.UTF_8));
    written.add(file);
    return written;
  }

  private static Map<String, Picture> charts(List<RunHistory> runs) {
    Map<String, Picture> charts = new LinkedHashMap<>();
    charts.put("loss", RunCharts.loss(runs));
    if (runs.stream().anyMatch(run -> !run.validations().isEmpty())) {
      charts.put("validation", RunCharts.validation(runs));
    }
    charts.put("lr", RunCharts.curve(runs, "Learning rate", "lr", StepMetrics::lr));
    charts.put("grad_norm", RunCharts.curve(runs, "Gradient norm", "norm", StepMetrics::gradNorm));
    charts.put(
        "speed",
        RunCharts.curve(runs, "Speed", "samples per second", StepMetrics::samplesPerSecond));
    if (runs.stream().anyMatch(run -> !run.routings().isEmpty())) {
      charts.put("routing-entropy", RunCharts.entropy(runs));
    }
    for (int i = 0; i < runs.size(); i++) {
      List<RunHistory.Routing> routings = runs.get(i).routings();
      if (!routings.isEmpty()) {
        RunHistory.Routing last = routings.get(routings.size() - 1);
        String number = runs.size() == 1 ? "" : "-" + (i + 1);
        charts.put("routing-layers" + number, RunCharts.layers(last));
        charts.put("routing-usage" + number, RunCharts.usage(last));
        charts.put("routing-elements" + number, RunCharts.mostUsed(last));
      }
    }
    return charts;
  }

  private static void write(Path file, byte[] bytes) {
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        });
  }
}
