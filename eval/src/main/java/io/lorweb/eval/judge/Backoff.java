package io.lorweb.eval.judge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before another try: twice as long each time, and between half and all of it at
 * random, so that many who failed together do not come back together.
 *
 * @param first before the second try
 * @param longest never more than this; a server that asks for more is given up
 */
record Backoff(Duration first, Duration longest) {

  static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2));

  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param tried so far, from 1
   */
  Duration after(int tried) {
    double doubled = first.toMillis() * (double) (1L << Math.min(tried - 1, MOST_DOUBLINGS));
    double most = Math.min(longest.toMillis(), doubled);
    return Duration.ofMillis((long) (most * ThreadLocalRandom.current().nextDouble(0.5, 1)));
  }
}
