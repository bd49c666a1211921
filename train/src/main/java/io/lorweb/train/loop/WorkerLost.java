package io.lorweb.train.loop;

/** Another worker does not answer any more, or never did. The last checkpoint stands. */
public final class WorkerLost extends TrainingFailed {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause null when the loss was seen from outside the engine
   */
  public WorkerLost(String message, Throwable cause) {
    super(message, cause);
  }
}
