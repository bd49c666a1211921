package io.lorweb.pipeline;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lorweb.analogy.Composer;
import io.lorweb.basis.Mixture;
import io.lorweb.work.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Fitted demonstrations. Each is computed once, by the first who asks, in its own thread; others
 * wait, and may stop waiting without disturbing it.
 */
final class Fits {

  /** One is a few KiB. */
  private static final int REMEMBERED = 256;

  /** How often one who waits asks whether to go on, in milliseconds. */
  private static final int PATIENCE = 20;

  private final AsyncCache<Key, Mixture> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).buildAsync();

  /**
   * All that decides a fit.
   *
   * @param pictures hashes of a, a' of every demonstration
   * @param prompt what the model is told
   * @param textLength T5 tokens
   * @param composer lays out the examples
   * @param steps of gradient descent
   */
  record Key(List<String> pictures, String prompt, int textLength, Composer composer, int steps) {}

  /**
   * What a fit adds to the coefficients.
   *
   * @param fit computes it in this thread when nobody else does; one that fails is not remembered,
   *     and who waited for it computes it anew
   * @param progress may end the wait
   * @throws CancellationException when {@code progress} or an interrupt ends the wait
   */
  Mixture get(Key key, Supplier<Mixture> fit, Progress progress) {
    while (true) {
      CompletableFuture<Mixture> mine = new CompletableFuture<>();
      CompletableFuture<Mixture> first = known.asMap().putIfAbsent(key, mine);
      if (first == null) {
        return compute(key, mine, fit);
      }
      Optional<Mixture> theirs = await(first, progress);
      if (theirs.isPresent()) {
        return theirs.get();
      }
      known.asMap().remove(key, first);
    }
  }

  private Mixture compute(Key key, CompletableFuture<Mixture> mine, Supplier<Mixture> fit) {
    try {
      Mixture fitted = fit.get();
      mine.complete(fitted);
      return fitted;
    } finally {
      // Nothing happens here but after a failure.
      if (mine.cancel(false)) {
        known.asMap().remove(key, mine);
      }
    }
  }

  /** Empty when the one who computes has failed. */
  private static Optional<Mixture> await(CompletableFuture<Mixture> first, Progress progress) {
    while (true) {
      if (progress.cancelled()) {
        throw new CancellationException("cancelled while another run was fitting the same analogy");
      }
      try {
        return Optional.of(first.get(PATIENCE, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while another run fitted the same analogy");
      } catch (ExecutionException | CancellationException e) {
        return Optional.empty();
      }
    }
  }
}
