package io.lorweb.eval.judge;

import java.util.function.Function;

/** An answer, or why there is none: what is missing is counted and shown, never guessed. */
public sealed interface Outcome<T> {

  /** Why there is no answer. */
  enum Why {
    /** The judge wrote something else than was asked for. */
    MALFORMED,
    /** The judge, or its provider's filter, would not answer. */
    REFUSED,
    /** No answer came, however often it was tried. */
    FAILED,
    /** A limit was reached before. */
    NOT_ASKED;

    /** For people: {@code not asked}. */
    public String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** An answer. */
  record Given<T>(T value) implements Outcome<T> {}

  /**
   * None.
   *
   * @param text what the judge wrote, or what happened; shortened
   */
  record Missing<T>(Why why, String text) implements Outcome<T> {

    private static final int LONGEST = 240;

    public Missing {
      text = shortened(text);
    }

    /** Both in a line. */
    public String sentence() {
      return why.words() + ": " + text;
    }

    private static String shortened(String text) {
      String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
      return line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line;
    }
  }

  /** Goes on with an answer, where there is one. */
  default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
    if (this instanceof Given<T> given) {
      return next.apply(given.value());
    }
    Missing<T> missing = (Missing<T>) this;
    return new Missing<>(missing.why(), missing.text());
  }
}
