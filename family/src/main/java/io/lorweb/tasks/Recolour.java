package io.lorweb.tasks;

/** A change of colour that may depend on the place. */
@FunctionalInterface
interface Recolour {

  /**
   * Changes one colour.
   *
   * @param rgb samples in [0, 1], overwritten; what leaves the range is cut
   * @param x from the left, in 64ths of the side
   * @param y from the top, in 64ths of the side
   */
  void apply(float[] rgb, double x, double y);
}
