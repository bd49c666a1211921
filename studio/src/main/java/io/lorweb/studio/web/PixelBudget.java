package io.lorweb.studio.web;

import java.util.concurrent.atomic.AtomicLong;

/** Pixels that all running requests together may decode. */
public final class PixelBudget {

  private final long all;
  private final AtomicLong taken = new AtomicLong();

  /** A budget of {@code all} pixels. */
  public PixelBudget(long all) {
    this.all = all;
  }

  /** Pixels that somebody has taken; closing gives them back. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes pixels.
   *
   * @throws Refusal 503 when too many are taken already
   */
  public Share take(long pixels) {
    if (taken.addAndGet(pixels) > all) {
      taken.addAndGet(-pixels);
      throw Refusal.later(
          503, 2, "too many large pictures are being read at once: try again in 2 seconds");
    }
    return () -> taken.addAndGet(-pixels);
  }

  long taken() {
    return taken.get();
  }
}
