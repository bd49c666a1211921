package io.lorweb.work;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets work in as long as something is open. Closing it ends what is under way, between two of its
 * steps, and waits for that: what the work uses can be freed then.
 */
public final class Gate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final String closed;
  private volatile boolean closing;

  /**
   * An open gate.
   *
   * @param closed what those hear who come later, a sentence
   */
  public Gate(String closed) {
    this.closed = closed;
  }

  /**
   * Does {@code work}, which listens to the progress that it is given: that one also ends it when
   * the gate closes.
   *
   * @throws IllegalStateException when the gate is closed
   */
  public <R> R inside(Progress progress, Function<Progress, R> work) {
    return inside(() -> work.apply(ending(progress)));
  }

  /**
   * Does {@code work} that has no steps: whoever closes waits for it.
   *
   * @throws IllegalStateException when the gate is closed
   */
  public <R> R inside(Supplier<R> work) {
    // Asked twice: whoever closes may hold the lock for as long as runs need to end.
    requireOpen();
    lock.readLock().lock();
    try {
      requireOpen();
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Closes the gate, waits until all are outside, then lets {@code free} do its work; others who
   * close at the same time wait, too.
   *
   * @throws IllegalStateException when called from the inside, which would wait for itself
   */
  public void close(Runnable free) {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException("a run cannot close what it runs on");
    }
    closing = true;
    lock.writeLock().lock();
    try {
      free.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void requireOpen() {
    if (closing) {
      throw new IllegalStateException(closed);
    }
  }

  private Progress ending(Progress progress) {
    return new Progress() {
      @Override
      public void after(Step step) {
        progress.after(step);
      }

      @Override
      public boolean cancelled() {
        return closing || progress.cancelled();
      }
    };
  }
}
