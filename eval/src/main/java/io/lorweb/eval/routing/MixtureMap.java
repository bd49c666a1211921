package io.lorweb.eval.routing;

import io.lorweb.basis.Mixture;
import io.lorweb.eval.report.HeatMap;
import io.lorweb.image.Picture;
import java.util.List;
import java.util.stream.IntStream;

/** The mixing coefficients of one analogy as colours: a column for every Linear, N rows. */
public final class MixtureMap {

  private MixtureMap() {}

  /** The map; white is 0, negative coefficients are blue, positive ones red. */
  public static Picture of(Mixture mixture, String title) {
    int linears = mixture.paths().size();
    double[][] cells = new double[mixture.size()][linears];
    double most = 1e-9;
    for (int linear = 0; linear < linears; linear++) {
      float[] coefficients = mixture.of(linear);
      for (int element = 0; element < coefficients.length; element++) {
        cells[element][linear] = coefficients[element];
        most = Math.max(most, Math.abs(coefficients[element]));
      }
    }
    List<String> rows =
        IntStream.rangeClosed(1, mixture.size()).mapToObj(element -> "LoRA " + element).toList();
    return new HeatMap(title, rows, mixture.paths(), cells, -most, most, HeatMaps.SIGNED).picture();
  }
}
