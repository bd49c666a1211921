package io.lorweb.train.loop;

import io.lorweb.train.runs.StepMetrics;
import io.lorweb.work.Progress;
import java.nio.file.Path;

/** Sees a run go on, and may end it. */
public interface TrainListener {

  /** Sees nothing and never ends the run. */
  TrainListener NONE = new TrainListener() {};

  /** Examples are being encoded ahead of the first step. */
  default void encoding(Progress.Step step) {}

  /** A sentence for the user. */
  default void note(String sentence) {}

  /**
   * A step has been taken.
   *
   * @param of steps of the whole run
   */
  default void step(StepMetrics metrics, long of) {}

  /** A checkpoint or a sheet of samples has been written. */
  default void wrote(Path file) {}

  /** Asked between steps; true saves and ends the run. */
  default boolean cancelled() {
    return false;
  }
}
