package io.lorweb.work;

import io.lorweb.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The same work on many things in several threads, with progress and an end on demand. */
public final class Parallel {

  private Parallel() {}

  /**
   * The results in the order of the things, whatever the number of threads.
   *
   * @param progress called from this thread
   * @throws CancellationException when the progress asks to end; work under way is finished first
   */
  public static <T, R> List<R> map(
      List<T> things, int threads, Function<T, R> work, Progress progress) {
    if (threads < 1) {
      throw InputException.of("setting 'threads' is %d but must be at least 1", threads);
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<R> service = new ExecutorCompletionService<>(pool);
      List<Future<R>> futures = new ArrayList<>();
      things.forEach(thing -> futures.add(service.submit(() -> work.apply(thing))));
      long start = System.nanoTime();
      for (int done = 1; done <= things.size(); done++) {
        result(service.take());
        progress.after(new Progress.Step(Progress.WORK, done, things.size()));
        if (progress.cancelled() && done < things.size()) {
          futures.forEach(future -> future.cancel(false));
          throw new CancellationException(
              "interrupted after " + done + " of " + things.size() + "; run it again to resume");
        }
      }
      return futures.stream().map(Parallel::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      finish(pool);
    }
  }

  private static void finish(ExecutorService pool) {
    pool.shutdown();
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for {@code future} and gives its result; what went wrong there is thrown here as it is.
   *
   * @throws CancellationException when this thread is interrupted meanwhile
   */
  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("work failed", e.getCause());
    }
  }
}
