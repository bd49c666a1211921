package io.lorweb.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/**
 * Parts of something large side by side, each in a thread in which operators take one thread. The
 * engine's own threads meet after every operator: a chain of small ones gains nothing from them.
 */
public final class Lanes {

  private static final class Started {
    static final ThreadPoolExecutor LANES = start();
  }

  private Lanes() {}

  /**
   * Does {@code work} for 0 to {@code parts} - 1, each once and without gradients, in as many lanes
   * as an operator would take threads; returns when all have ended.
   *
   * @param work what it does for one part must not depend on another's
   */
  public static void each(int parts, IntConsumer work) {
    int lanes = Math.min(parts, Engine.currentThreads());
    if (lanes <= 1) {
      for (int part = 0; part < parts; part++) {
        work.accept(part);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      running.add(Started.LANES.submit(() -> lane(parts, next, work)));
    }
    finish(running);
  }

  private static void lane(int parts, AtomicInteger next, IntConsumer work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        work.accept(part);
      }
    } catch (RuntimeException | Error e) {
      next.set(parts); // nobody begins another part
      throw e;
    }
  }

  /** Waits for all of them, whatever happens: they write into memory of the caller. */
  private static void finish(List<Future<?>> running) {
    boolean interrupted = false;
    Throwable failure = null;
    for (Future<?> lane : running) {
      for (boolean ended = false; !ended; ) {
        try {
          lane.get();
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failure = e.getCause();
          ended = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  private static ThreadPoolExecutor start() {
    int cores = Engine.start().threads();
    int threads = Engine.currentThreads();
    CountDownLatch ready = new CountDownLatch(cores);
    ThreadPoolExecutor lanes =
        new ThreadPoolExecutor(
            cores,
            cores,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(() -> alone(task, ready), "lorweb-lane");
              thread.setDaemon(true);
              return thread;
            });
    lanes.prestartAllCoreThreads();
    await(ready);
    // The number is each thread's own, but threads that ask later begin with the last one said.
    torch.set_num_threads(threads);
    return lanes;
  }

  private static void await(CountDownLatch ready) {
    boolean interrupted = false;
    while (ready.getCount() > 0) {
      try {
        ready.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void alone(Runnable task, CountDownLatch ready) {
    torch.get_num_threads(); // a thread's first question sets its number
    torch.set_num_threads(1);
    ready.countDown();
    task.run();
  }
}
