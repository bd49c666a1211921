package io.lorweb.eval.judge;

import java.time.Duration;
import java.util.Optional;

/** One request brought no answer. */
final class RequestFailed extends Exception {

  private static final long serialVersionUID = 1L;

  /** What that means for others. */
  enum Kind {
    /** Another try may do better. */
    PASSING,
    /** This request will never do. */
    LASTING,
    /** Nor will any other: key, address or model are wrong. */
    FOR_ALL
  }

  private final Kind kind;
  private final transient Optional<Duration> patience;

  /**
   * @param wait what the server asks to wait first
   */
  RequestFailed(Kind kind, String sentence, Optional<Duration> wait) {
    super(sentence);
    this.kind = kind;
    this.patience = wait;
  }

  Kind kind() {
    return kind;
  }

  Optional<Duration> patience() {
    return patience;
  }
}
