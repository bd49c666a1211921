package io.lorweb.train.loop;

import java.util.Locale;

/**
 * A run that cannot go on: its loss is no number, or a worker is lost. The last checkpoint stands.
 */
public class TrainingFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** With a message as {@link String#format} makes it. */
  public static TrainingFailed of(String format, Object... values) {
    return new TrainingFailed(String.format(Locale.ROOT, format, values), null);
  }
}
