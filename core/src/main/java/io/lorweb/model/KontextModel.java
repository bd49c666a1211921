package io.lorweb.model;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.sample.SchedulerConfig;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The frozen base: transformer, VAE, text encoders and schedule of one model folder, placed in
 * memory. Safe for several threads; immutable but for its caches.
 */
public final class KontextModel implements AutoCloseable {

  private final ModelFolder folder;
  private final PartPlacement placement;
  private final Weights transformerWeights;
  private final FluxTransformer transformer;
  private final Weights vaeWeights;
  private final Autoencoder vae;
  private final SchedulerConfig scheduler;
  private final PromptEncoder prompts;

  private KontextModel(
      ModelFolder folder,
      PartPlacement placement,
      Weights transformerWeights,
      Weights vaeWeights,
      PromptEncoder prompts) {
    this.folder = folder;
    this.placement = placement;
    this.transformerWeights = transformerWeights;
    this.vaeWeights = vaeWeights;
    this.prompts = prompts;
    vae = new Autoencoder(VaeConfig.read(config(folder.part("vae"), "config.json")), vaeWeights);
    transformer =
        new FluxTransformer(
            FluxConfig.read(config(folder.part("transformer"), "config.json")), transformerWeights);
    scheduler = SchedulerConfig.read(config(folder.part("scheduler"), "scheduler_config.json"));
  }

  /** Loads all parts but the text encoders, which wait for the first prompt. */
  public static KontextModel load(ModelFolder folder, PartPlacement placement) {
    return load(folder, placement, placement.open(folder.part("transformer")), Optional.empty());
  }

  /**
   * As {@link #load(ModelFolder, PartPlacement)}, with weights from elsewhere.
   *
   * @param transformer taken over, and closed with the model
   * @param t5 the same, of the second text encoder; empty: the folder's
   */
  public static KontextModel load(
      ModelFolder folder, PartPlacement placement, Weights transformer, Optional<Weights> t5) {
    Weights vaeWeights = null;
    try {
      Threading.suit(folder);
      vaeWeights = placement.open(folder.part("vae"));
      return new KontextModel(
          folder, placement, transformer, vaeWeights, new PromptEncoder(folder, placement, t5));
    } catch (RuntimeException e) {
      transformer.close();
      if (vaeWeights != null) {
        vaeWeights.close();
      }
      throw e;
    }
  }

  static JsonFile config(Path part, String file) {
    return JsonFile.read(part.resolve(file));
  }

  public ModelFolder folder() {
    return folder;
  }

  /** Where and in which format the parts compute. */
  public PartPlacement placement() {
    return placement;
  }

  public FluxTransformer transformer() {
    return transformer;
  }

  public Autoencoder vae() {
    return vae;
  }

  public SchedulerConfig scheduler() {
    return scheduler;
  }

  public PromptEncoder prompts() {
    return prompts;
  }

  /** How the weights of the two large parts rest: transformer, then VAE. */
  public List<MemoryPlan> memory() {
    return List.of(transformerWeights.placement().memory(), vaeWeights.placement().memory());
  }

  /** Pixels along one side of one token: 16 for FLUX. */
  public int pixelsPerToken() {
    return 2 * vae.config().factor();
  }

  @Override
  public void close() {
    prompts.close();
    vaeWeights.close();
    transformerWeights.close();
  }
}
