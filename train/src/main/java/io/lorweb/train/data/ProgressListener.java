package io.lorweb.train.data;

/** Sees a long piece of work go on, and may end it. Called from one thread at a time. */
@FunctionalInterface
public interface ProgressListener {

  /** Shows nothing and never ends the work. */
  ProgressListener NONE = pace -> {};

  /** Some more has been done. */
  void progress(Rate pace);

  /** Asked between two pieces; true ends the work. */
  default boolean cancelled() {
    return false;
  }
}
