package io.lorweb.train.data;

/**
 * How far a piece of work has come.
 *
 * @param done pieces
 * @param total pieces
 * @param perSecond pieces since the start; 0 as long as there are none
 * @param secondsLeft at that rate; infinite as long as it is 0
 */
public record Rate(long done, long total, double perSecond, double secondsLeft) {

  /** The pace after {@code nanos} nanoseconds. */
  public static Rate of(long done, long total, long nanos) {
    double perSecond = nanos <= 0 ? 0 : done / (nanos / 1e9);
    double left = done >= total ? 0 : (total - done) / perSecond;
    return new Rate(done, total, perSecond, left);
  }
}
