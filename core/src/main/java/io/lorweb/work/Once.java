package io.lorweb.work;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What takes long and is asked for again. Each value is computed once, by the first who asks, in
 * its own thread; others wait, and may stop waiting without disturbing it.
 *
 * @param <K> all that decides a value
 * @param <V> the value, a few KiB: the last 256 are remembered
 */
public final class Once<K, V> {

  private static final int REMEMBERED = 256;

  /** How often one who waits asks whether to go on, in milliseconds. */
  private static final int PATIENCE = 20;

  private final String what;
  private final AsyncCache<K, V> known = Caffeine.newBuilder().maximumSize(REMEMBERED).buildAsync();

  /**
   * @param what another run is doing when somebody waits for it, such as {@code "fitting the same
   *     analogy"}
   */
  public Once(String what) {
    this.what = what;
  }

  /**
   * The value of {@code key}.
   *
   * @param work computes it in this thread when nobody else does; what fails is not remembered, and
   *     who waited for it computes it anew
   * @param progress may end the wait
   * @throws CancellationException when {@code progress} or an interrupt ends the wait
   */
  public V get(K key, Supplier<V> work, Progress progress) {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> first = known.asMap().putIfAbsent(key, mine);
      if (first == null) {
        return compute(key, mine, work);
      }
      Optional<V> theirs = await(first, progress);
      if (theirs.isPresent()) {
        return theirs.get();
      }
      known.asMap().remove(key, first);
    }
  }

  private V compute(K key, CompletableFuture<V> mine, Supplier<V> work) {
    try {
      V value = work.get();
      mine.complete(value);
      return value;
    } finally {
      // Nothing happens here but after a failure.
      if (mine.cancel(false)) {
        known.asMap().remove(key, mine);
      }
    }
  }

  /** Empty when the one who computes has failed. */
  private Optional<V> await(CompletableFuture<V> first, Progress progress) {
    while (true) {
      if (progress.cancelled()) {
        throw new CancellationException("cancelled while another run was " + what);
      }
      try {
        return Optional.of(first.get(PATIENCE, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while another run was " + what);
      } catch (ExecutionException | CancellationException e) {
        return Optional.empty();
      }
    }
  }
}
