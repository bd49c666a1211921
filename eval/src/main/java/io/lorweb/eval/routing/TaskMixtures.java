package io.lorweb.eval.routing;

import io.lorweb.basis.Mixture;
import io.lorweb.eval.suite.Routes;
import io.lorweb.eval.suite.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mixtures of a suite's questions, gathered by task and told as departures from the mean of all
 * tasks: what every task has in common says nothing about routing.
 *
 * @param paths the Linears
 * @param size N
 * @param mean [L, N] of all tasks, each weighing the same
 * @param departures [L, N] of each task's mean from {@code mean}, tasks sorted
 */
record TaskMixtures(List<String> paths, int size, double[] mean, Map<String, double[]> departures) {

  static TaskMixtures of(Routes routes) {
    Map<String, List<Mixture>> byTask = new TreeMap<>();
    for (Route route : routes.routed()) {
      byTask
          .computeIfAbsent(route.question().task(), task -> new ArrayList<>())
          .add(route.mixture());
    }
    Mixture first = routes.routed().get(0).mixture();
    double[] mean = new double[first.coefficients().length];
    Map<String, double[]> departures = new TreeMap<>();
    byTask.forEach(
        (task, mixtures) -> {
          double[] own = new double[mean.length];
          float[] coefficients = Mixture.mean(mixtures).coefficients();
          for (int i = 0; i < own.length; i++) {
            own[i] = coefficients[i];
            mean[i] += own[i] / byTask.size();
          }
          departures.put(task, own);
        });
    departures.values().forEach(own -> subtract(own, mean));
    return new TaskMixtures(first.paths(), first.size(), mean, departures);
  }

  /** A question's departure from the mean of all tasks, [L, N]. */
  double[] departure(Mixture mixture) {
    double[] own = new double[mean.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = mixture.coefficients()[i];
    }
    subtract(own, mean);
    return own;
  }

  /** How far a task's coefficients of one Linear depart from the mean: root mean square. */
  double departure(String task, int linear) {
    double[] own = departures.get(task);
    double sum = 0;
    for (int i = linear * size; i < (linear + 1) * size; i++) {
      sum += own[i] * own[i];
    }
    return Math.sqrt(sum / size);
  }

  /** The cosine of two departures; 0 where one of them departs from nothing. */
  static double cosine(double[] x, double[] y) {
    double dot = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      dot += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xx == 0 || yy == 0 ? 0 : dot / Math.sqrt(xx * yy);
  }

  private static void subtract(double[] own, double[] mean) {
    for (int i = 0; i < own.length; i++) {
      own[i] -= mean[i];
    }
  }
}
