package io.lorweb.layer;

import io.lorweb.tensor.Pages;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Resting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Has the next weights of a streamed model read from its file while the present one computes. They
 * follow each other as the model was built, which is nearly the order in which it computes.
 */
final class ReadAhead implements AutoCloseable {

  /** Bytes of the file that are asked for ahead: the largest Linear of FLUX in 32 bits. */
  private static final long WINDOW = 256L << 20;

  private final List<Resting> order = new ArrayList<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lorweb-read-ahead");
            thread.setDaemon(true);
            return thread;
          });
  private int asked;
  private int last = -1;

  /** Adds the weight that comes after all others; returns its place. */
  synchronized int add(Resting resting) {
    order.add(resting);
    return order.size() - 1;
  }

  /** The weight at {@code place} computes now: those after it are asked for. */
  void at(int place) {
    for (Resting next : due(place)) {
      try {
        reader.execute(() -> ask(next));
      } catch (RejectedExecutionException e) {
        return; // closing: nothing will be needed
      }
    }
  }

  /** What lies within the window and was not asked for in this pass yet. */
  synchronized List<Resting> due(int place) {
    if (place < last) { // another pass, or another stream in the same pass
      asked = place;
    }
    last = place;
    List<Resting> due = new ArrayList<>();
    long bytes = 0;
    for (int next = place + 1; next < order.size() && bytes < WINDOW; next++) {
      bytes += order.get(next).bytes();
      if (next > asked) {
        due.add(order.get(next));
        asked = next;
      }
    }
    return due;
  }

  private static void ask(Resting next) {
    try (Scope scope = new Scope()) {
      Pages.willNeed(next.stored());
    }
  }

  /** Waits for what is being asked: the mapping goes afterwards. */
  @Override
  public void close() {
    reader.shutdownNow();
    try {
      reader.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
