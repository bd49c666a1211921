package io.lorweb.eval.routing;

import io.lorweb.eval.suite.Routes;
import io.lorweb.eval.suite.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealVector;

/**
 * A map of analogies: their mixtures in the plane of the two directions in which they differ most
 * (principal components).
 *
 * @param points one for each question shown
 * @param across share of the variance that the first direction holds, 0 to 1
 * @param up share that the second holds
 */
record Plane(List<Point> points, double across, double up) {

  /** Questions that are shown at most, evenly spaced; the work grows with their cube. */
  private static final int MOST = 500;

  /** One analogy. */
  record Point(Route route, double x, double y) {}

  static Plane of(Routes routes, TaskMixtures mixtures) {
    List<Route> shown = shown(routes.routed());
    int n = shown.size();
    List<double[]> rows = shown.stream().map(route -> mixtures.departure(route.mixture())).toList();
    // Fewer questions than coefficients: their inner products have the same principal components.
    double[][] products = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double dot = 0;
        double[] x = rows.get(i);
        double[] y = rows.get(j);
        for (int k = 0; k < x.length; k++) {
          dot += x[k] * y[k];
        }
        products[i][j] = dot;
        products[j][i] = dot;
      }
    }
    centre(products);
    EigenDecompositionSymmetric components =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(products, false));
    double total = 0;
    for (double value : components.getEigenvalues()) {
      total += Math.max(0, value);
    }
    double[] x = axis(components, 0, n);
    double[] y = axis(components, 1, n);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(new Point(shown.get(i), x[i], y[i]));
    }
    return new Plane(points, share(components, 0, total), share(components, 1, total));
  }

  private static List<Route> shown(List<Route> all) {
    List<Route> shown = new ArrayList<>();
    double step = Math.max(1, (double) all.size() / MOST);
    for (double at = 0; at < all.size(); at += step) {
      shown.add(all.get((int) at));
    }
    return shown;
  }

  /** Inner products of the rows less their mean. */
  private static void centre(double[][] products) {
    int n = products.length;
    double[] means = new double[n];
    double whole = 0;
    for (int i = 0; i < n; i++) {
      for (double value : products[i]) {
        means[i] += value / n;
      }
      whole += means[i] / n;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        products[i][j] += whole - means[i] - means[j];
      }
    }
  }

  /**
   * Coordinates along a component; its sign, which is arbitrary, makes the largest one positive.
   */
  private static double[] axis(EigenDecompositionSymmetric components, int index, int n) {
    if (index >= n) {
      return new double[n];
    }
    RealVector direction = components.getEigenvector(index);
    double length = Math.sqrt(Math.max(0, components.getEigenvalue(index)));
    double largest = 0;
    for (double value : direction.toArray()) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    return direction.mapMultiply(largest < 0 ? -length : length).toArray();
  }

  private static double share(EigenDecompositionSymmetric components, int index, double total) {
    return index >= components.getEigenvalues().length || total == 0
        ? 0
        : Math.max(0, components.getEigenvalue(index)) / total;
  }
}
