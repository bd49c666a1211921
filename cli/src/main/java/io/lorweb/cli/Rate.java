package io.lorweb.cli;

/**
 * How fast a piece of work goes.
 *
 * @param perSecond pieces since the start; 0 as long as there are none
 * @param secondsLeft at that rate; infinite as long as it is 0
 */
record Rate(double perSecond, double secondsLeft) {

  /** The rate after {@code nanos} nanoseconds. */
  static Rate of(long done, long total, long nanos) {
    double perSecond = nanos <= 0 ? 0 : done / (nanos / 1e9);
    double left = done >= total ? 0 : (total - done) / perSecond;
    return new Rate(perSecond, left);
  }
}
