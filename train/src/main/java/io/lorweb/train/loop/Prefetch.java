package io.lorweb.train.loop;

import io.lorweb.tensor.Engine;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.Order;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Reads the next batch while the present one computes, on the cores that the engine leaves. What it
 * gives does not depend on that: every example follows from its batch and its place there.
 */
final class Prefetch<M> implements AutoCloseable {

  private final TrainingTask<M> lesson;
  private final Order order;
  private final Workers workers;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() - Engine.currentThreads()),
          task -> {
            Thread thread = new Thread(task, "lorweb-reader");
            thread.setDaemon(true);
            return thread;
          });
  private long ahead = -1;
  private List<CompletableFuture<M>> next = List.of();

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
    List<CompletableFuture<M>> begun = index == ahead ? next : begin(index);
    List<M> batch = begun.stream().map(Prefetch::join).toList();
    ahead = index + 1;
    next = begin(ahead);
    return batch;
  }

  private List<CompletableFuture<M>> begin(long index) {
    List<Draw> whole = order.batch(index);
    List<Draw> mine = workers.part(whole);
    int first = workers.firstOf(whole.size());
    return IntStream.range(0, mine.size())
        .mapToObj(
            i ->
                CompletableFuture.supplyAsync(
                    () -> lesson.read(mine.get(i), index, first + i), readers))
        .toList();
  }

  private static <M> M join(CompletableFuture<M> example) {
    try {
      return example.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    // The models must outlive the readers.
    next.forEach(example -> example.exceptionally(e -> null).join());
    readers.shutdown();
  }
}
