package io.lorweb.train.runs;

/** Exponential smoothing as TensorBoard does it: debiased, so that the start is not drawn to 0. */
final class Smoothing {

  private Smoothing() {}

  /**
   * @param weight of the past, in [0, 1)
   */
  static double[] of(double[] values, double weight) {
    double[] smooth = new double[values.length];
    double mean = 0;
    double bias = 1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        mean = weight * mean + (1 - weight) * values[i];
        bias *= weight;
      }
      smooth[i] = bias == 1 ? Double.NaN : mean / (1 - bias);
    }
    return smooth;
  }
}
