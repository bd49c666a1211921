package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.config.JsonFile;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.tensor.Engine;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.measure.AdapterProbe;
import io.lorweb.tiny.measure.BaseProbe;
import io.lorweb.tiny.measure.ClipProbe;
import io.lorweb.tiny.measure.LoraProbe;
import io.lorweb.tiny.measure.Oracle;
import io.lorweb.tiny.measure.Probe;
import io.lorweb.tiny.measure.VaeProbe;
import io.lorweb.tiny.pairs.PairDraw;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.Locale;

/** Stages of a model folder that can be measured. */
enum TinyStage {
  VAE,
  CLIP,
  BASE,
  ADAPTER,
  /** The base with an ordinary LoRA, asked for as the adapter stage with --lora. */
  LORA;

  /**
   * What a stage is made of.
   *
   * @param folder the model
   * @param load its options, for the stages that generate
   * @param settings size and steps
   * @param pool the drawings
   * @param seed of the training pairs that class means are made of
   * @param threads pictures at once
   */
  record Parts(
      ModelFolder folder,
      LoadOptions load,
      Settings settings,
      Pool pool,
      Catalogue catalogue,
      long seed,
      int threads) {

    private Oracle oracle() {
      return new Oracle(pool, catalogue.edits());
    }

    private PartPlacement placement() {
      // Several pictures at once keep the cores busy; more threads inside one would be in the way.
      Engine.start();
      Engine.threads(1);
      return PartPlacement.parse("auto", "auto", "auto");
    }
  }

  /** Loads it. */
  Probe open(Parts parts, Console console) {
    return switch (this) {
      case VAE -> VaeProbe.load(parts.folder(), parts.placement());
      case CLIP -> clip(parts, console);
      case BASE ->
          new BaseProbe(
              Loading.open(parts.load().baseOnly(), console), parts.oracle(), parts.settings());
      case ADAPTER ->
          new AdapterProbe(Loading.open(parts.load(), console), parts.oracle(), parts.settings());
      case LORA ->
          new LoraProbe(
              Loading.open(parts.load().baseOnly(), console), parts.oracle(), parts.settings());
    };
  }

  private static Probe clip(Parts parts, Console console) {
    try (WorkBar progress = console.progress("class means")) {
      return ClipProbe.load(
          parts.folder(),
          parts.placement(),
          parts.catalogue().tasks(),
          new PairDraw(parts.pool(), parts.seed()),
          parts.threads(),
          progress);
    }
  }

  /** Whether it draws pictures from noise. */
  boolean generates() {
    return this != VAE && this != CLIP;
  }

  /** Whether there is something to look at. */
  boolean shows() {
    return this != CLIP;
  }

  /** What the sides of its pictures must be a multiple of, in pixels. */
  int multiple(ModelFolder folder) {
    if (this == CLIP) {
      return 1;
    }
    Path file = folder.part("vae").resolve("config.json");
    int factor = VaeConfig.read(JsonFile.read(file)).factor();
    return generates() ? 2 * factor : factor;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
