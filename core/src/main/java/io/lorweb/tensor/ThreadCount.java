package io.lorweb.tensor;

import java.util.OptionalInt;

/**
 * How many threads one operator uses, and why.
 *
 * <p>An operator ends when its last thread does. The products of a narrow model take less time than
 * the operating system gives a process at once, so beside other work every one of them waits for
 * whoever has the other core, and the waiting threads spin meanwhile: the embedded model took 47 s
 * instead of 2.6 s. Nor do they gain much on quiet cores (docs/benchmarks.md): with two threads
 * instead of one a pair of blocks is as fast at width 128, 1.2 times as fast at 256 and 1.5 times
 * at 512.
 *
 * @param count at least 1
 * @param reason half a sentence
 */
public record ThreadCount(int count, String reason) {

  /** The hidden width, in channels, from which on a model uses all cores. */
  public static final int WIDE = 512;

  /**
   * The number for a model.
   *
   * @param asked what the user has said, which wins
   * @param width of the model's hidden states, in channels
   * @param most that this process may use: its share of the cores
   */
  public static ThreadCount of(OptionalInt asked, int width, int most) {
    if (asked.isPresent()) {
      return asked(asked.getAsInt());
    }
    if (width < WIDE) {
      return new ThreadCount(
          1, "width " + width + " is below " + WIDE + ": more threads would not make it faster");
    }
    return new ThreadCount(most, "width " + width + ": all cores that this process may use");
  }

  static ThreadCount asked(int count) {
    return new ThreadCount(count, "as asked for");
  }
}
