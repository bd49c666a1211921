package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.QueryMode;
import io.lorweb.basis.Routing;
import io.lorweb.config.Section;
import io.lorweb.error.InputException;
import io.lorweb.flux.FluxConfig;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.model.ModelDefaults;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.train.recipe.Optimization.Schedule;
import io.lorweb.train.recipe.Optimization.Schedule.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our own form: everything but {@code data} has a default, and what depends on the model comes from
 * its {@code lorweb.json} (docs/training.md).
 */
final class ShortForm {

  private ShortForm() {}

  static Recipe read(Section root, String stem, List<String> notices) {
    String name = root.text("name", stem);
    String model = root.text("model", ModelFolder.EMBEDDED);
    Optional<BaseConfigs> configs = BaseConfigs.find(model);
    ModelDefaults defaults =
        configs.map(BaseConfigs::defaults).orElseGet(() -> ModelDefaults.of(Path.of(model)));
    if (configs.isEmpty()) {
      notices.add("model " + model + " is not on this machine: assuming FLUX.1-Kontext's defaults");
    }
    Section train = root.section("train");
    Layout layout =
        train.make(
            () ->
                train
                    .optionalText("layout")
                    .map(Layout::parse)
                    .orElse(defaults.layout().orElse(Layout.GRID)));
    FluxConfig flux = configs.map(BaseConfigs::flux).orElse(FluxConfig.KONTEXT_DEV);
    return root.make(
        () ->
            new Recipe(
                name,
                root.has("out") ? root.path("out") : Path.of("output", name),
                train.whole("seed", 0),
                base(model, train, layout, flux),
                trained(root.section("adapter"), layout, defaults),
                ShortData.read(root, defaults.cell()),
                objective(train, root.section("adapter")),
                optimization(train),
                saving(root.section("save")),
                sampling(root.section("sample"), defaults),
                RecipeOptions.validation(root)));
  }

  private static Base base(String model, Section train, Layout layout, FluxConfig flux) {
    String checkpointing = train.isText("checkpointing") ? train.text("checkpointing") : "";
    if (!checkpointing.matches("|auto")) {
      throw train.refused(
          "checkpointing", "is '" + checkpointing + "' but must be auto, true or false");
    }
    boolean wide = Backpropagation.sparing(flux) == Backpropagation.CHECKPOINTED;
    return new Base(
        model,
        train.optionalText("encoder_folder"),
        RecipeOptions.device(train),
        train.text("dtype", "auto").equals("auto")
            ? DtypeSetting.AUTO
            : DtypeSetting.parse(RecipeOptions.dtype(train, "dtype", "fp32")),
        RecipeOptions.memory(train),
        checkpointing.isEmpty() ? train.flag("checkpointing", wide) : wide,
        layout,
        train.optionalInteger("text_length"));
  }

  private static Trained trained(Section adapter, Layout layout, ModelDefaults defaults) {
    TargetLinears targets = new TargetLinears(adapter.texts("only"), adapter.texts("ignore"));
    String type = adapter.text("type", "lorweb");
    return switch (type) {
      case "lorweb" ->
          new Trained.Basis(
              basis(adapter, layout, defaults),
              targets,
              adapter.has("from") ? Optional.of(adapter.path("from")) : Optional.empty());
      case "lora" -> adapter.make(() -> new Trained.Lora(adapter.integer("rank", 32), targets));
      case "base" ->
          adapter.make(
              () ->
                  new Trained.Transformer(
                      adapter.flag("fresh", false),
                      adapter.flag("text", false),
                      adapter.flag("grow", false),
                      adapter.optionalDecimal("ema")));
      case "vae" ->
          adapter.make(
              () ->
                  new Trained.Autoencoder(
                      adapter.flag("fresh", false),
                      frozen(adapter, "encoder"),
                      adapter.optionalDecimal("ema"),
                      adapter.decimal("kl", 2e-5),
                      adapter.choice(
                          "distance",
                          Trained.Autoencoder.Distance.class,
                          Trained.Autoencoder.Distance.MIXED),
                      adapter.decimal("equivariance", 0)));
      case "clip" ->
          adapter.make(
              () ->
                  new Trained.Clip(
                      adapter.flag("fresh", false),
                      frozen(adapter, "text"),
                      adapter.optionalDecimal("ema")));
      default ->
          throw adapter.refused(
              "type", "is '" + type + "' but must be lorweb, lora, base, vae or clip");
    };
  }

  /** Whether the part that may stay as it is, does. */
  private static boolean frozen(Section adapter, String part) {
    Optional<String> named = adapter.optionalText("frozen");
    if (named.isPresent() && !named.get().equals(part)) {
      throw adapter.refused("frozen", "is '" + named.get() + "' but must be " + part);
    }
    return named.isPresent();
  }

  private static BasisConfig basis(Section adapter, Layout layout, ModelDefaults defaults) {
    boolean external = adapter.flag("external", true);
    String encoder = adapter.text("encoder", defaults.imageEncoder().orElse(BasisConfig.CLIP_L));
    return adapter.make(
        () ->
            new BasisConfig(
                adapter.integer("loras_num", 16),
                adapter.integer("rank", 4),
                adapter.integer("keys_dim", 32),
                new Routing(
                    adapter.integer("heads", 1),
                    adapter.choice(
                        "activation", Routing.Activation.class, Routing.Activation.SOFTMAX),
                    adapter.choice("mixing", Routing.Reduction.class, Routing.Reduction.MEAN)),
                QueryMode.parse(
                    adapter.text(
                        "query", (external ? QueryMode.CAT_A_A2_B : QueryMode.CONTEXT).label())),
                external,
                adapter.flag("projection", true),
                adapter.choice("pooling", BasisConfig.Pooling.class, BasisConfig.Pooling.AVG),
                external ? encoder : "",
                Optional.of(layout.label())));
  }

  private static Objective objective(Section train, Section adapter) {
    return train.make(
        () ->
            new Objective(
                train.choice("timesteps", Objective.Timesteps.class, Objective.Timesteps.SCHEDULER),
                train.optionalInteger("few_steps"),
                train.choice("weighting", Objective.Weighting.class, Objective.Weighting.NONE),
                train.decimal("guidance", 1),
                train.decimals("quadrants", Objective.ALL_QUADRANTS),
                train.decimal("entropy", 0),
                train.decimal("balance", 0),
                adapter.decimal("dropout", 0)));
  }

  private static Optimization optimization(Section train) {
    List<Double> betas = train.decimals("betas", List.of(0.9, 0.99));
    if (betas.size() != 2) {
      throw train.refused("betas", "must be two numbers, such as [0.9, 0.99]");
    }
    return train.make(
        () ->
            new Optimization(
                train.integer("steps", 1000),
                train.integer("batch", 8),
                train.integer("accumulation", 1),
                RecipeOptions.optimizer(train),
                train.decimal("lr", 1e-3),
                betas.get(0),
                betas.get(1),
                train.decimal("eps", 1e-6),
                train.decimal("weight_decay", 0.05),
                train.decimal("clip", 1),
                new Schedule(
                    train.choice("schedule", Shape.class, Shape.COSINE),
                    train.integer("warmup", 50),
                    train.integer("cycles", Schedule.CONSTANT.cycles()),
                    train.integer("step_size", Schedule.CONSTANT.stepSize()),
                    train.decimal("gamma", Schedule.CONSTANT.gamma()))));
  }

  private static Saving saving(Section save) {
    return save.make(
        () ->
            new Saving(
                save.integer("every", 250),
                save.integer("keep", 4),
                save.integer("milestone", 0),
                RecipeOptions.dtype(save, "dtype", "fp16")));
  }

  private static Sampling sampling(Section sample, ModelDefaults defaults) {
    List<Sampling.Shown> shown = new ArrayList<>();
    for (Section analogy : sample.sections("analogies")) {
      shown.add(shown(analogy));
    }
    return sample.make(
        () ->
            new Sampling(
                sample.integer("every", 0),
                sample.flag("first", true),
                sample.integer("steps", defaults.steps()),
                sample.decimal("guidance", defaults.guidance()),
                sample.whole("seed", 42),
                shown));
  }

  private static Sampling.Shown shown(Section analogy) {
    String prompt = analogy.text("prompt", "");
    if (!analogy.has("strip")) {
      return new Sampling.Triplet(analogy.path("a"), analogy.path("a2"), analogy.path("b"), prompt);
    }
    if (analogy.has("a") || analogy.has("a2") || analogy.has("b")) {
      throw InputException.of("%s must have either a strip, or a, a2 and b", analogy.where());
    }
    return new Sampling.Strip(analogy.path("strip"), prompt);
  }
}
