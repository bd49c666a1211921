package io.lorweb.tensor;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One picture of a wide model at a time. Such a model takes every core, so two at once would only
 * wait for each other; and who computes alone may change how many threads OpenBLAS takes, which is
 * a setting of the whole process.
 */
public final class Turn {

  private static final ReentrantLock LOCK = new ReentrantLock(true);

  private Turn() {}

  /**
   * Does {@code work} when no other thread is inside; where operators take one thread there is
   * nothing to wait for. A thread that is inside may come in again.
   */
  public static <T> T take(Supplier<T> work) {
    if (Engine.currentThreads() == 1) {
      return work.get();
    }
    LOCK.lock();
    try {
      return work.get();
    } finally {
      LOCK.unlock();
    }
  }

  /**
   * An operator that divides its work among the engine's threads and multiplies small matrices in
   * each of them: the fused attention. OpenBLAS would divide those once more, among threads of its
   * own that serve one product at a time, so the engine's threads would wait for each other.
   * Outside a turn it runs as it is.
   */
  public static <T> T divided(Supplier<T> operator) {
    int threads = LOCK.isHeldByCurrentThread() && !Engine.mkl() ? Engine.currentThreads() : 1;
    if (threads == 1) {
      return operator.get();
    }
    Engine.productThreads(1);
    try {
      return operator.get();
    } finally {
      Engine.productThreads(threads);
    }
  }
}
