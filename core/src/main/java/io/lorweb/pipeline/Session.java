package io.lorweb.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lorweb.adapt.Application;
import io.lorweb.analogy.Composer;
import io.lorweb.basis.Mixture;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.model.KontextModel;
import io.lorweb.tensor.Arena;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is loaded, and what has been computed for more than one picture. Owns nothing native but
 * through its parts; whoever loaded them closes them.
 */
public final class Session {

  /** Fitted demonstrations to remember; one is a few KiB. */
  private static final int REMEMBERED_FITS = 256;

  private final KontextModel model;
  private final Adapter loras;
  private final Optional<MountedAdapter> adapter;
  private final Application application;
  private final Cache<FitKey, Mixture> fits =
      Caffeine.newBuilder().maximumSize(REMEMBERED_FITS).build();

  /**
   * All that decides a fit.
   *
   * @param pictures hashes of a, a' of every demonstration
   * @param prompt what the model is told
   * @param textLength T5 tokens
   * @param composer lays out the examples
   * @param steps of gradient descent
   */
  record FitKey(
      List<String> pictures, String prompt, int textLength, Composer composer, int steps) {}

  /**
   * A session.
   *
   * @param model the frozen base
   * @param loras ordinary LoRAs that are always on
   * @param adapter the LoRWeB adapter on the base, if one is wanted
   * @param application how a mixture is put on the transformer
   */
  public Session(
      KontextModel model,
      Adapter loras,
      Optional<MountedAdapter> adapter,
      Application application) {
    this.model = model;
    this.loras = loras;
    this.adapter = adapter;
    this.application = application;
  }

  /** The frozen base. */
  public KontextModel model() {
    return model;
  }

  /** The LoRWeB adapter on the base, if there is one. */
  public Optional<MountedAdapter> adapter() {
    return adapter;
  }

  /** The transformer with {@code mixture}, which merges into bare weights only, then the LoRAs. */
  FluxTransformer transformer(Adapter mixture) {
    return model.transformer().adapted(mixture.then(loras));
  }

  /** {@code mixture} in the way that was asked for. */
  Adapter applied(MountedAdapter on, Mixture mixture, Arena owner) {
    return application == Application.MERGED
        ? on.basis().merged(mixture, owner)
        : on.basis().folded(mixture, owner);
  }

  /** What a fit adds to the coefficients: remembered, or computed once while others wait. */
  Mixture fitted(FitKey key, Supplier<Mixture> fit) {
    return fits.get(key, asked -> fit.get());
  }
}
