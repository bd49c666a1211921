package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.Size;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.measure.MeasuredStage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which model is measured, and how it generates. */
final class MeasureOptions {

  @Option(
      names = "--model",
      completionCandidates = Candidates.Models.class,
      paramLabel = "DIR",
      description = "Model folder or hub id in the local cache (default: the embedded one).")
  String model = ModelFolder.EMBEDDED;

  /** What is put on the base. */
  static final class Adaptation {
    @Option(
        names = "--adapter",
        paramLabel = "FILE",
        required = true,
        description = "LoRWeB adapter (default: the model folder's own).")
    Path adapter;

    @Option(
        names = "--lora",
        paramLabel = "FILE",
        required = true,
        description = "An ordinary LoRA instead of the adapter.")
    Path lora;
  }

  @ArgGroup Adaptation adaptation;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the pictures (default: what the model was trained on).")
  Integer size;

  @Option(names = "--steps", description = "Denoising steps (default: the model's).")
  Integer steps;

  @Option(
      names = "--draft",
      paramLabel = "PIXELS",
      description = "Base, adapter: generate larger cells at this side (default: the model's).")
  Integer draft;

  @Option(
      names = "--fit",
      paramLabel = "STEPS",
      description = "Adapter: fit coefficients to each demonstration (default: the model's).")
  Integer fit;

  @Option(
      names = "--explain",
      paramLabel = "N",
      description =
          "Adapter: follow up to N instructions where they make a' of a, instead of mixing (default:"
              + " 0).")
  Integer explain;

  @Mixin InstructionsOption from;

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      description = "Adapter: what the flow model sees (default: the adapter's own).")
  Layout layout;

  boolean lora() {
    return adaptation != null && adaptation.lora != null;
  }

  /** Refuses what {@code stage}, named {@code word}, has no use for. */
  void check(MeasuredStage stage, String word) {
    if (adaptation != null && !word.equals("adapter")) {
      throw InputException.of("--adapter and --lora go with the stage adapter, not with %s", word);
    }
    if (!stage.generates() && steps != null) {
      throw InputException.of("--steps goes with base and adapter: %s takes no steps", word);
    }
    if (!stage.generates() && draft != null) {
      throw InputException.of("--draft goes with base and adapter: %s generates nothing", word);
    }
    if (stage != MeasuredStage.ADAPTER && layout != null) {
      throw InputException.of("--layout goes with the stage adapter: %s sees b alone", word);
    }
    if (stage != MeasuredStage.ADAPTER && fit != null) {
      throw InputException.of("--fit goes with the stage adapter: %s has no coefficients", word);
    }
    checkWords(stage, word);
  }

  private void checkWords(MeasuredStage stage, String word) {
    if (stage != MeasuredStage.ADAPTER && explain != null) {
      throw InputException.of("--explain goes with the stage adapter: %s sees no a'", word);
    }
    from.check(explain != null);
  }

  int side(MeasuredStage stage, ModelFolder folder) {
    int side =
        size != null
            ? size
            : folder
                .defaults()
                .cell()
                .orElseThrow(
                    () ->
                        InputException.of(
                            "model '%s' sets no cell in lorweb.json: give --size", model));
    int multiple = stage.multiple(folder);
    if (side < 1 || side % multiple != 0) {
      throw InputException.of("--size %d must be a multiple of %d", side, multiple);
    }
    return side;
  }

  Settings settings(int side, ModelFolder folder) {
    return Settings.defaults()
        .canvas(
            c ->
                c.size(new Size(side, side))
                    .draft(draft == null ? folder.defaults().draft() : draft)
                    .layout(Optional.ofNullable(layout)))
        .sampling(s -> s.steps(steps == null ? folder.defaults().steps() : steps))
        .mixing(
            m ->
                m.fit(fit == null ? folder.defaults().fit() : fit)
                    .explain(explain == null ? 0 : explain));
  }

  LoadOptions load() {
    LoadOptions load =
        from.load(LoadOptions.defaults().parts(p -> p.model(model)).machine(m -> m.threads(1)));
    if (adaptation == null) {
      return load;
    }
    return lora() ? load.lora(adaptation.lora, 1) : load.parts(p -> p.adapter(adaptation.adapter));
  }

  /** Everything that decides the figures, also what was a default, by its option's name. */
  Map<String, Object> used(MeasuredStage stage, Settings settings, int items, long seed) {
    Map<String, Object> used = new LinkedHashMap<>();
    used.put("model", model);
    if (adaptation != null) {
      used.put(
          lora() ? "lora" : "adapter", (lora() ? adaptation.lora : adaptation.adapter).toString());
    }
    used.put("items", items);
    used.put("size", settings.canvas().size().orElseThrow().width());
    if (stage.generates()) {
      used.put("steps", settings.sampling().steps().orElseThrow());
      used.put("draft", settings.canvas().draft().orElseThrow());
    }
    if (layout != null) {
      used.put("layout", layout.label());
    }
    if (stage == MeasuredStage.ADAPTER) {
      used.put("fit", settings.mixing().fit().orElseThrow());
      if (explain != null) {
        used.put("explain", explain);
      }
    }
    from.given().ifPresent(file -> used.put("instructions", file.toString()));
    used.put("seed", seed);
    return used;
  }
}
