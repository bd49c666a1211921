package io.lorweb.studio.web;

import java.util.Locale;
import java.util.OptionalInt;

/** A request that is not served, with the status and the one sentence that say why. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient OptionalInt retryAfter;

  private Refusal(int status, OptionalInt retryAfter, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** A refusal for good. */
  public static Refusal of(int status, String format, Object... arguments) {
    return new Refusal(status, OptionalInt.empty(), String.format(Locale.ROOT, format, arguments));
  }

  /** A refusal for now: worth another try after {@code seconds}. */
  public static Refusal later(int status, int seconds, String format, Object... arguments) {
    return new Refusal(
        status, OptionalInt.of(seconds), String.format(Locale.ROOT, format, arguments));
  }

  /** What is not there, and what is not theirs to see. */
  public static Refusal unknown(String what) {
    return of(404, "there is no such %s", what);
  }

  public int status() {
    return status;
  }

  OptionalInt retryAfter() {
    return retryAfter;
  }
}
