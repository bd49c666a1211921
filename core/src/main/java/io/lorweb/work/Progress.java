package io.lorweb.work;

import io.lorweb.image.Picture;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Listens to a piece of work and may end it between two of its steps. */
@FunctionalInterface
public interface Progress {

  /** The phase in which an analogy's mixing coefficients are fitted to its demonstration. */
  String FIT = "fit";

  /** The phase in which a demonstration is said in words. */
  String EXPLAIN = "explain";

  /** The phase of the denoising steps. */
  String SAMPLE = "sample";

  /** The phase of pictures and captions going through the frozen models. */
  String ENCODE = "encode";

  /** The only phase of work that has no name of its own; see {@link #in}. */
  String WORK = "work";

  /** Listens to nothing; ends the work when its thread is interrupted. */
  Progress NONE = step -> {};

  /**
   * A finished step.
   *
   * @param phase of the work, such as {@link #FIT} or {@link #SAMPLE}
   * @param done steps of the phase that are done, from 1
   * @param of steps of the phase
   * @param preview what the result looks like by now, where there is something to see; costs a pass
   *     of the VAE, so ask only when it is shown, and only during the call
   */
  record Step(String phase, long done, long of, Optional<Supplier<Picture>> preview) {

    /** A step with nothing to see. */
    public Step(String phase, long done, long of) {
      this(phase, done, of, Optional.empty());
    }
  }

  /** Called after every step, in the thread that works. */
  void after(Step step);

  /** The same listener for a part of the work: its steps belong to {@code phase}. */
  default Progress in(String phase) {
    return told(step -> new Step(phase, step.done(), step.of(), step.preview()));
  }

  /**
   * The same listener for one of several equal parts of a phase.
   *
   * @param part its number, from 0
   * @param of how many there are
   */
  default Progress part(int part, int of) {
    return told(
        step ->
            new Step(step.phase(), part * step.of() + step.done(), of * step.of(), step.preview()));
  }

  private Progress told(UnaryOperator<Step> change) {
    Progress whole = this;
    return new Progress() {
      @Override
      public void after(Step step) {
        whole.after(change.apply(step));
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  /** Asked before every step; true ends the work with a {@link CancellationException}. */
  default boolean cancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
