package io.lorweb.model;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.PartReport;
import io.lorweb.sample.SchedulerConfig;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private final List<PartReport> reports;

  private KontextModel(
      ModelFolder folder,
      PartPlacement placement,
      Loaded<FluxConfig> transformer,
      Loaded<VaeConfig> vae,
      PromptEncoder prompts) {
    this.folder = folder;
    this.placement = placement;
    this.transformerWeights = transformer.weights();
    this.vaeWeights = vae.weights();
    this.prompts = prompts;
    this.reports = Stream.of(transformer.report(), vae.report()).flatMap(Optional::stream).toList();
    this.vae = new Autoencoder(vae.config(), vaeWeights);
    this.transformer = new FluxTransformer(transformer.config(), transformerWeights);
    scheduler =
        folder
            .config("scheduler", "scheduler_config.json")
            .map(SchedulerConfig::read)
            .orElse(SchedulerConfig.KONTEXT_DEV);
  }

  /** A part's weights with its configuration, and what its file is where that was found out. */
  private record Loaded<C>(Weights weights, C config, Optional<PartReport> report) {

    static <C> Loaded<C> of(PartFile<C> file, PartPlacement placement) {
      return new Loaded<>(placement.open(file), file.config(), Optional.of(file.report()));
    }
  }

  /** Loads all parts but the text encoders, which wait for the first prompt. */
  public static KontextModel load(ModelFolder folder, PartPlacement placement) {
    PartFile<FluxConfig> file = folder.transformer();
    Engine.suit(file.config().hidden());
    return load(folder, placement, Loaded.of(file, placement), Optional.empty());
  }

  /**
   * As {@link #load(ModelFolder, PartPlacement)}, with weights from elsewhere for a folder's
   * configuration.
   *
   * @param transformer taken over, and closed with the model
   * @param t5 the same, of the second text encoder; empty: the folder's
   */
  public static KontextModel load(
      ModelFolder folder, PartPlacement placement, Weights transformer, Optional<Weights> t5) {
    try {
      Threading.suit(folder);
      FluxConfig config =
          FluxConfig.read(JsonFile.read(folder.part("transformer").resolve("config.json")));
      return load(folder, placement, new Loaded<>(transformer, config, Optional.empty()), t5);
    } catch (RuntimeException e) {
      transformer.close();
      throw e;
    }
  }

  private static KontextModel load(
      ModelFolder folder,
      PartPlacement placement,
      Loaded<FluxConfig> transformer,
      Optional<Weights> t5) {
    Loaded<VaeConfig> vae = null;
    try {
      vae = Loaded.of(folder.vae(), placement);
      return new KontextModel(
          folder, placement, transformer, vae, new PromptEncoder(folder, placement, t5));
    } catch (RuntimeException e) {
      transformer.weights().close();
      if (vae != null) {
        vae.weights().close();
      }
      throw e;
    }
  }

  /** What the files of transformer and VAE are, as far as they were read by this class. */
  public List<PartReport> reports() {
    return reports;
  }

  public ModelFolder folder() {
    return folder;
  }

  /** Where the parts compute, and in which format if they are asked for one. */
  public PartPlacement placement() {
    return placement;
  }

  /** In which formats the transformer computes. */
  public ComputeType type() {
    return transformerWeights.placement().type();
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
