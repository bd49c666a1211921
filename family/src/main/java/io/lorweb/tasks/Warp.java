package io.lorweb.tasks;

/** Where what is seen at a place comes from. All lengths in 64ths of the side. */
@FunctionalInterface
interface Warp {

  /**
   * Says the origin of a place.
   *
   * @param at x and y of the place, overwritten with x and y of its origin
   */
  void origin(double[] at);
}
