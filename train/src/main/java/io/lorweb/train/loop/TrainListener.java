package io.lorweb.train.loop;

import io.lorweb.train.runs.StepMetrics;
import io.lorweb.work.Progress;
import java.nio.file.Path;

/**
 * A run's {@link Progress}, phase {@link #ENCODE} and then {@link #TRAIN}, and what a run has to
 * show beside it: figures of every step, files, sentences. Whoever wants progress alone implements
 * {@link #after}.
 */
public interface TrainListener extends Progress {

  /** The phase of the optimizer's steps. */
  String TRAIN = "train";

  /** Sees nothing and never ends the run. */
  TrainListener NONE = new TrainListener() {};

  @Override
  default void after(Step step) {}

  /** A sentence for the user. */
  default void note(String sentence) {}

  /**
   * A step has been taken.
   *
   * @param of steps of the whole run
   */
  default void step(StepMetrics metrics, long of) {
    after(new Step(TRAIN, metrics.step(), of));
  }

  /** The loss on held-out examples before the first step; later ones come with their steps. */
  default void began(double validation) {}

  /** A checkpoint or a sheet of samples has been written. */
  default void wrote(Path file) {}

  /** Asked between steps; true saves and ends the run. */
  @Override
  default boolean cancelled() {
    return false;
  }
}
