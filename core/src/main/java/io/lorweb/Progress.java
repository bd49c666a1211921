package io.lorweb;

import io.lorweb.image.Picture;
import java.util.function.Supplier;

/** Hears of every step of a run and may end it between two of them. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing, never ends a run. */
  Progress NONE = (step, of, preview) -> {};

  /**
   * After a step.
   *
   * @param step 1-based
   * @param of number of steps
   * @param preview b' as the model foresees it now; decoding it costs a pass of the VAE, so ask
   *     only when it is shown, and only during this call
   */
  void step(int step, int of, Supplier<Picture> preview);

  /** After a step of the fit (docs/apply.md), which comes before the first step of the run. */
  default void fitted(int step, int of) {}

  /** Asked before every step; true ends the run with a CancellationException. */
  default boolean cancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
