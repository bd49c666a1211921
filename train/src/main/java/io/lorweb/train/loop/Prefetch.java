package io.lorweb.train.loop;

import io.lorweb.train.data.Draw;
import io.lorweb.train.data.Order;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads the next batch while the present one computes. What it gives does not depend on that: every
 * batch follows from its index.
 */
final class Prefetch<M> implements AutoCloseable {

  private final TrainingTask<M> lesson;
  private final Order order;
  private final Workers workers;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lorweb-reader");
            thread.setDaemon(true);
            return thread;
          });
  private long ahead = -1;
  private CompletableFuture<List<M>> next;

  Prefetch(TrainingTask<M> lesson, Order order, Workers workers) {
    this.lesson = lesson;
    this.order = order;
    this.workers = workers;
  }

  Order order() {
    return order;
  }

  /** This worker's part of the batch; begins with the one after it. */
  List<M> take(long index) {
    List<M> batch = join(index == ahead ? next : begin(index));
    ahead = index + 1;
    next = begin(ahead);
    return batch;
  }

  private CompletableFuture<List<M>> begin(long index) {
    List<Draw> draws = workers.part(order.batch(index));
    return CompletableFuture.supplyAsync(() -> draws.stream().map(lesson::read).toList(), reader);
  }

  private List<M> join(CompletableFuture<List<M>> batch) {
    try {
      return batch.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    if (next != null) {
      // The models must outlive the reader.
      next.exceptionally(e -> List.of()).join();
    }
    reader.shutdown();
  }
}
