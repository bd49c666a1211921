package io.lorweb.studio.jobs;

import java.util.Locale;

/** There is no room for more jobs now. */
public final class QueueFull extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int seconds;

  QueueFull(int asked, int waiting, int room, int seconds) {
    super(
        String.format(
            Locale.ROOT,
            "the queue has room for %d jobs and %d are waiting: send %s again in %d seconds",
            room,
            waiting,
            asked == 1 ? "this one" : "these " + asked,
            seconds),
        null,
        false,
        false);
    this.seconds = seconds;
  }

  /** After which another try is worth it. */
  public int seconds() {
    return seconds;
  }
}
