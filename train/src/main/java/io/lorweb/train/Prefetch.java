package io.lorweb.train;

import io.lorweb.data.Draw;
import io.lorweb.data.Encoded;
import io.lorweb.data.ExampleEncoder;
import io.lorweb.data.Order;
import io.lorweb.data.TrainingSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads and encodes the next batch while the present one computes. What it gives does not depend on
 * that: every batch follows from its index.
 */
final class Prefetch implements AutoCloseable {

  private final TrainingSet set;
  private final Order order;
  private final ExampleEncoder encoder;
  private final Workers workers;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lorweb-reader");
            thread.setDaemon(true);
            return thread;
          });
  private long ahead = -1;
  private CompletableFuture<List<Encoded>> next;

  Prefetch(TrainingSet set, Order order, ExampleEncoder encoder, Workers workers) {
    this.set = set;
    this.order = order;
    this.encoder = encoder;
    this.workers = workers;
  }

  Order order() {
    return order;
  }

  /** This worker's part of the batch, encoded; begins with the one after it. */
  List<Encoded> take(long index) {
    List<Encoded> batch = join(index == ahead ? next : begin(index));
    ahead = index + 1;
    next = begin(ahead);
    return batch;
  }

  private CompletableFuture<List<Encoded>> begin(long index) {
    List<Draw> draws = workers.part(order.batch(index));
    return CompletableFuture.supplyAsync(
        () -> draws.stream().map(draw -> encoder.encode(set.example(draw))).toList(), reader);
  }

  private static List<Encoded> join(CompletableFuture<List<Encoded>> batch) {
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
