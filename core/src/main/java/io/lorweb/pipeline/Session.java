package io.lorweb.pipeline;

import io.lorweb.adapt.Application;
import io.lorweb.basis.Mixture;
import io.lorweb.explain.Explanation;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Adapter;
import io.lorweb.model.KontextModel;
import io.lorweb.tensor.Arena;
import io.lorweb.work.Gate;
import io.lorweb.work.Once;
import java.util.Optional;

/**
 * What is loaded, and what has been computed for more than one picture. Owns nothing native but
 * through its parts; whoever loaded them closes them.
 */
public final class Session {

  private final KontextModel model;
  private final Adapter loras;
  private final Optional<MountedAdapter> adapter;
  private final Application application;
  private final Once<DemonstrationFit.Key, Mixture> fits = new Once<>("fitting the same analogy");
  private final Once<DemonstrationWords.Key, Explanation> explanations =
      new Once<>("explaining the same demonstration");
  private final Gate gate = new Gate("this LoRWeB has been closed");

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

  /** Demonstrations that have been fitted. */
  Once<DemonstrationFit.Key, Mixture> fits() {
    return fits;
  }

  /** Demonstrations that have been said in words. */
  Once<DemonstrationWords.Key, Explanation> explanations() {
    return explanations;
  }

  /** Whatever computes goes through here: nothing is freed under its feet. */
  public Gate gate() {
    return gate;
  }
}
