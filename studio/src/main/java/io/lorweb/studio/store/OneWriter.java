package io.lorweb.studio.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes of a database that has one writer. Those that wait while the disk is written to share the
 * next commit: who comes first makes it for all. Each is undone alone when it fails.
 */
final class OneWriter {

  private static final String BEFORE = "before_change";

  private final Jdbi jdbi;
  private final Lock writing = new ReentrantLock();
  private final Queue<Change<?>> waiting = new ConcurrentLinkedQueue<>();

  OneWriter(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns when the change is on the disk, or throws what it threw. */
  <T> T change(Function<Handle, T> changing) {
    Change<T> mine = new Change<>(changing);
    waiting.add(mine);
    writing.lock();
    try {
      if (!mine.ended) {
        commitAll();
      }
    } finally {
      writing.unlock();
    }
    return mine.outcome();
  }

  private void commitAll() {
    List<Change<?>> all = new ArrayList<>();
    for (Change<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      all.add(next);
    }
    try {
      jdbi.useTransaction(handle -> all.forEach(one -> one.make(handle)));
    } catch (RuntimeException | Error e) {
      // Nothing of this commit is on the disk.
      all.forEach(one -> one.failure = e);
    }
    all.forEach(one -> one.ended = true);
  }

  /** Its fields are read and written by whoever holds the lock, or has held it since. */
  private static final class Change<T> {

    private final Function<Handle, T> changing;
    private T result;
    private Throwable failure;
    private boolean ended;

    Change(Function<Handle, T> changing) {
      this.changing = changing;
    }

    void make(Handle handle) {
      handle.savepoint(BEFORE);
      try {
        result = changing.apply(handle);
        handle.release(BEFORE);
      } catch (RuntimeException | Error e) {
        handle.rollbackToSavepoint(BEFORE);
        failure = e;
      }
    }

    T outcome() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
      return result;
    }
  }
}
