package io.lorweb.eval.suite;

import io.lorweb.eval.statistics.Interval;
import io.lorweb.eval.statistics.PairedTest;
import java.util.OptionalDouble;

/**
 * How far one model is from the first, on the same questions.
 *
 * @param interval of the mean difference
 * @param p that of {@link PairedTest} over tasks, corrected for the number of models; absent where
 *     there are too few tasks for any outcome to be significant
 */
public record Difference(Interval interval, OptionalDouble p) {

  /** The mean difference. */
  public double mean() {
    return interval.mean();
  }
}
