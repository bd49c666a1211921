package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.config.JsonFile;
import io.lorweb.eval.suite.EvaluatedModel;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.files.TemporaryFolder;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.tensor.Engine;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.measure.ClipProbe;
import io.lorweb.tiny.measure.HeldOutItem;
import io.lorweb.tiny.measure.Measuring;
import io.lorweb.tiny.measure.Probe;
import io.lorweb.tiny.measure.Report;
import io.lorweb.tiny.measure.StageSuite;
import io.lorweb.tiny.measure.VaeProbe;
import io.lorweb.tiny.pairs.PairDraw;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.vae.VaeConfig;
import java.nio.file.Path;
import java.util.List;
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

    private PartPlacement placement() {
      // Several pictures at once keep the cores busy; more threads inside one would be in the way.
      Engine.start();
      Engine.threads(1);
      return PartPlacement.parse("auto", "auto", "auto");
    }
  }

  /**
   * Measures it on {@code items}.
   *
   * @param measuring the rest of what it takes
   */
  Report measure(Parts parts, Measuring measuring, List<HeldOutItem> items, Console console) {
    if (generates()) {
      return suite(parts, measuring, items, console);
    }
    try (Probe opened =
            this == VAE ? VaeProbe.load(parts.folder(), parts.placement()) : clip(parts, console);
        WorkBar progress = console.progress(label() + " items")) {
      return measuring.run(opened, items, progress);
    }
  }

  private Report suite(Parts parts, Measuring measuring, List<HeldOutItem> items, Console console) {
    boolean analogy = this == ADAPTER;
    EvaluatedModel model =
        new EvaluatedModel(
            label() + " answers",
            analogy ? Way.ANALOGY : Way.EDIT,
            this == BASE,
            analogy ? parts.load() : parts.load().baseOnly(),
            parts.settings());
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-measure");
        WorkBar progress = console.progress("")) {
      StageSuite suite =
          new StageSuite(model, parts.pool(), parts.catalogue(), folder.path(), parts.threads());
      return measuring.run(suite, items, one -> Loading.open(one.load(), console), progress);
    }
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
