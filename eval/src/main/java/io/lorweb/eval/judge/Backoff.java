package io.lorweb.eval.judge;

import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * How long to wait before another try: twice as long each time, give or take a quarter at random,
 * so that many who failed together do not come back together.
 *
 * @param first before the second try
 * @param longest never more than this; a server that asks for more is given up
 */
record Backoff(Duration first, Duration longest) {

  static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2));

  private static final double JITTER = 0.25;

  /** The library takes a negative delay for none, and uses its own. */
  private static final Duration OURS = Duration.ofNanos(-1);

  /**
   * Tries again what may do better, after the time that the server asks for, else after ours.
   *
   * @param retries after the first try
   */
  <T> RetryPolicy<T> policy(int retries) {
    return RetryPolicy.<T>builder()
        .handleIf(e -> e instanceof RequestFailed failed && worthwhile(failed))
        .withMaxRetries(retries)
        .withBackoff(first, longest)
        .withJitter(JITTER)
        .withDelayFnOn(
            context ->
                ((RequestFailed) context.getLastException())
                    .patience()
                    .filter(asked -> asked.compareTo(first) > 0)
                    .orElse(OURS),
            RequestFailed.class)
        .build();
  }

  private boolean worthwhile(RequestFailed failed) {
    return failed.kind() == RequestFailed.Kind.PASSING
        && failed.patience().filter(asked -> asked.compareTo(longest) > 0).isEmpty();
  }
}
