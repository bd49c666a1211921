package io.lorweb.eval.routing;

import io.lorweb.eval.report.HeatMap;
import io.lorweb.eval.suite.Question;
import io.lorweb.image.Picture;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Coefficients as colours, a row for every task. */
final class HeatMaps {

  /** Linears whose coefficients are shown one by one. */
  private static final int TELLING = 6;

  private static final List<Color> DEPARTURES = List.of(Color.WHITE, new Color(0x08306b));
  static final List<Color> SIGNED = List.of(new Color(0x2166ac), Color.WHITE, new Color(0xb2182b));

  private HeatMaps() {}

  /** How far each task's coefficients depart from the mean of all tasks, Linear by Linear. */
  static Picture departures(TaskMixtures mixtures, String title) {
    List<String> tasks = List.copyOf(mixtures.departures().keySet());
    double[][] cells = new double[tasks.size()][mixtures.paths().size()];
    double most = 0;
    for (int row = 0; row < cells.length; row++) {
      for (int linear = 0; linear < cells[row].length; linear++) {
        cells[row][linear] = mixtures.departure(tasks.get(row), linear);
        most = Math.max(most, cells[row][linear]);
      }
    }
    return new HeatMap(
            title, named(tasks), mixtures.paths(), cells, 0, Math.max(most, 1e-9), DEPARTURES)
        .picture();
  }

  /** The coefficients themselves, of the Linears that tell tasks apart most. */
  static Picture coefficients(TaskMixtures mixtures, String title) {
    List<String> tasks = List.copyOf(mixtures.departures().keySet());
    List<Integer> linears = telling(mixtures);
    List<String> columns = new ArrayList<>();
    double[][] cells = new double[tasks.size()][linears.size() * mixtures.size()];
    double most = 1e-9;
    for (int linear : linears) {
      for (int element = 0; element < mixtures.size(); element++) {
        int at = linear * mixtures.size() + element;
        for (int row = 0; row < cells.length; row++) {
          double coefficient = mixtures.mean()[at] + mixtures.departures().get(tasks.get(row))[at];
          most = Math.max(most, Math.abs(coefficient));
          cells[row][columns.size()] = coefficient;
        }
        columns.add(mixtures.paths().get(linear) + " " + (element + 1));
      }
    }
    return new HeatMap(title, named(tasks), columns, cells, -most, most, SIGNED).picture();
  }

  private static List<String> named(List<String> tasks) {
    return tasks.stream().map(Question::named).toList();
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
}
