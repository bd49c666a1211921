package io.lorweb.eval.judge;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** When the next request may go out: at even distances, and not before a server wants more. */
final class Turns {

  private final long distance;

  /** As {@link System#nanoTime}. */
  private long next = System.nanoTime();

  /**
   * @param perMinute 0: as fast as they come
   */
  Turns(int perMinute) {
    this.distance = perMinute == 0 ? 0 : Duration.ofMinutes(1).toNanos() / perMinute;
  }

  /** Waits for a turn. */
  void take() {
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      long turn = next - now > 0 ? next : now;
      next = turn + distance;
      wait = turn - now;
    }
    sleep(Duration.ofNanos(wait));
  }

  /** No turn for anybody before {@code wait} is over. */
  synchronized void pause(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    next = end - next > 0 ? end : next;
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
