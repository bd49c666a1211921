package io.lorweb.eval.judge;

import java.util.Optional;

/** Counts what was sent, and says when no more is. */
final class Budget {

  /** After so many lost requests in a row nobody is there to ask. */
  private static final int MOST_LOST = 8;

  private final JudgeSettings.Limits limits;
  private long requests;
  private long tokens;
  private int lost;
  private String closed;

  Budget(JudgeSettings.Limits limits) {
    this.limits = limits;
  }

  /** Takes one request out of the budget, or says why there is none left. */
  synchronized Optional<String> take() {
    if (closed != null) {
      return Optional.of(closed);
    }
    if (limits.requests() > 0 && requests >= limits.requests()) {
      return Optional.of("the budget of " + limits.requests() + " requests is used up");
    }
    if (limits.tokens() > 0 && tokens >= limits.tokens()) {
      return Optional.of("the budget of " + limits.tokens() + " tokens is used up");
    }
    requests++;
    return Optional.empty();
  }

  /** An answer came, whatever it says. */
  synchronized void answered(long used) {
    tokens += used;
    lost = 0;
  }

  /** A request was given up after all its tries. */
  synchronized void lost() {
    if (++lost == MOST_LOST) {
      close("the " + MOST_LOST + " requests before it failed one after the other");
    }
  }

  /** Nothing is sent any more. */
  synchronized void close(String why) {
    closed = closed == null ? why : closed;
  }

  synchronized long requests() {
    return requests;
  }

  synchronized long tokens() {
    return tokens;
  }
}
