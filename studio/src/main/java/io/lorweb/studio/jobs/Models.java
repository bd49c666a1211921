package io.lorweb.studio.jobs;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The model of a server, loaded beside its start: pages are there before it is. */
public final class Models implements AutoCloseable {

  private final LoadOptions options;
  private final CompletableFuture<LoRWeB> loading = new CompletableFuture<>();

  /** Of what is to be loaded; nothing is yet. */
  public Models(LoadOptions options) {
    this.options = options;
  }

  /** Begins to load, once. */
  public void begin() {
    Thread loader = new Thread(this::load, "lorweb-load");
    loader.setDaemon(true);
    loader.start();
  }

  private void load() {
    try {
      LoRWeB lorweb = LoRWeB.load(options);
      // Fingerprints are read here: no request waits for the files.
      lorweb.files();
      loading.complete(lorweb);
      lorweb.warmUp();
    } catch (RuntimeException | Error e) {
      loading.completeExceptionally(e);
    }
  }

  /** What was asked for. */
  public LoadOptions options() {
    return options;
  }

  /** The model, when it is there. */
  public Optional<LoRWeB> ready() {
    return loading.isDone() && !loading.isCompletedExceptionally()
        ? Optional.of(loading.join())
        : Optional.empty();
  }

  /** Why it will never be there. */
  public Optional<Throwable> failure() {
    if (!loading.isCompletedExceptionally()) {
      return Optional.empty();
    }
    try {
      loading.join();
      throw new IllegalStateException("a failed load has succeeded");
    } catch (CompletionException e) {
      return Optional.of(e.getCause());
    }
  }

  /**
   * Waits for the model.
   *
   * @throws RuntimeException that loading ended with
   */
  public LoRWeB await() {
    try {
      return loading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    // Of one that never began nothing is to be freed.
    loading.handle(
        (lorweb, failure) -> {
          if (lorweb != null) {
            lorweb.close();
          }
          return null;
        });
  }
}
