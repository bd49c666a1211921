package io.lorweb.eval.judge;

import java.time.Duration;
import java.util.Optional;

/** A server answered with another status than success. */
final class StatusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<Duration> wait;

  /**
   * @param body what it said, unchanged
   * @param wait its Retry-After
   */
  StatusException(int status, String body, Optional<Duration> wait) {
    super(body);
    this.status = status;
    this.wait = wait;
  }

  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return wait;
  }
}
