package io.lorweb.train.recipe;

import io.lorweb.basis.BasisConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The names of runs and trials as they were made before {@link RecipeIdentity}: the text of the
 * records of that time, written down field by field, so that what was begun then is found again.
 * Nothing here ever changes: a recipe that those records could not hold has another name anyhow.
 */
public final class EarlierIdentity {

  private EarlierIdentity() {}

  /** What a checkpoint of that time calls its run. */
  public static String run(Recipe recipe, int workers) {
    int batch = Math.multiplyExact(recipe.optimization().batch(), workers);
    return RecipeIdentity.digest(
        String.join(
            "\n",
            Long.toString(recipe.seed()),
            recipe.base().model(),
            maybe(recipe.base().encoder()),
            recipe.base().layout().name(),
            textLength(recipe.base()),
            trained(recipe.trained()),
            list(recipe.data().stream().map(EarlierIdentity::data).toList()),
            objective(recipe.objective()),
            optimization(recipe.optimization().withBatch(batch))));
  }

  /**
   * The text that the name of a trial's folder was made of.
   *
   * @param out the run's folder, in its place
   */
  public static String whole(Recipe recipe, String out) {
    return record(
        "Recipe",
        "name",
        recipe.name(),
        "out",
        out,
        "seed",
        recipe.seed(),
        "base",
        base(recipe.base()),
        "trained",
        trained(recipe.trained()),
        "data",
        list(recipe.data().stream().map(EarlierIdentity::data).toList()),
        "objective",
        objective(recipe.objective()),
        "optimization",
        optimization(recipe.optimization()),
        "saving",
        saving(recipe.saving()),
        "sampling",
        sampling(recipe.sampling()));
  }

  private static String base(Base base) {
    return record(
        "Base",
        "model",
        base.model(),
        "encoder",
        maybe(base.encoder()),
        "device",
        base.device().id(),
        "dtype",
        base.dtype().id(),
        "memory",
        base.memory().id(),
        "checkpointing",
        base.checkpointing(),
        "layout",
        base.layout().name(),
        "textLength",
        textLength(base));
  }

  private static String textLength(Base base) {
    return base.textLength().isPresent()
        ? "OptionalInt[" + base.textLength().getAsInt() + "]"
        : "OptionalInt.empty";
  }

  private static String trained(Trained trained) {
    if (trained instanceof Trained.Basis basis) {
      return record(
          "Basis",
          "config",
          adapter(basis.config()),
          "targets",
          targets(basis.targets()),
          "from",
          maybe(basis.from()));
    }
    if (trained instanceof Trained.Lora lora) {
      return record("Lora", "rank", lora.rank(), "targets", targets(lora.targets()));
    }
    if (trained instanceof Trained.Transformer all) {
      return record(
          "Transformer",
          "fresh",
          all.fresh(),
          "text",
          all.text(),
          "grow",
          all.grow(),
          "ema",
          decimal(all.ema()));
    }
    if (trained instanceof Trained.Autoencoder vae) {
      return record(
          "Autoencoder",
          "fresh",
          vae.fresh(),
          "frozenEncoder",
          vae.frozenEncoder(),
          "ema",
          decimal(vae.ema()),
          "kl",
          vae.kl(),
          "distance",
          vae.distance().name());
    }
    Trained.Clip clip = (Trained.Clip) trained;
    return record(
        "Clip", "fresh", clip.fresh(), "frozenText", clip.frozenText(), "ema", decimal(clip.ema()));
  }

  /** An adapter's sizes and routing, for names that other things have. */
  public static String adapter(BasisConfig config) {
    return record(
        "BasisConfig",
        "lorasNum",
        config.lorasNum(),
        "rank",
        config.rank(),
        "keysDim",
        config.keysDim(),
        "routing",
        record(
            "Routing",
            "heads",
            config.routing().heads(),
            "activation",
            config.routing().activation().name(),
            "reduction",
            config.routing().reduction().name()),
        "query",
        config.query().name(),
        "external",
        config.external(),
        "projection",
        config.projection(),
        "pooling",
        config.pooling().name(),
        "encoder",
        config.encoder(),
        "layout",
        maybe(config.layout()));
  }

  private static String targets(TargetLinears targets) {
    return record(
        "Targets",
        "onlyIfContains",
        list(targets.onlyIfContains()),
        "ignoreIfContains",
        list(targets.ignoreIfContains()));
  }

  private static String data(DataSource set) {
    return record(
        "Dataset",
        "source",
        source(set.source()),
        "resolutions",
        list(set.resolutions()),
        "extent",
        set.extent().name(),
        "reference",
        set.reference(),
        "captionDropout",
        set.captionDropout(),
        "defaultCaption",
        set.defaultCaption(),
        "reverse",
        set.reverse(),
        "flipX",
        set.flipX(),
        "repeats",
        set.repeats(),
        "layout",
        maybe(set.layout().map(layout -> layout.name())));
  }

  private static String source(DataSource.Source source) {
    if (source instanceof DataSource.Source.Strips strips) {
      return record(
          "Strips",
          "target",
          strips.target(),
          "control",
          strips.control(),
          "captionExtension",
          strips.captionExtension(),
          "relationCaptions",
          strips.relationCaptions());
    }
    DataSource.Source.Manifest manifest = (DataSource.Source.Manifest) source;
    return record("Manifest", "path", manifest.path(), "split", maybe(manifest.split()));
  }

  private static String objective(Objective objective) {
    return record(
        "Objective",
        "timesteps",
        objective.timesteps().name(),
        "weighting",
        objective.weighting().name(),
        "guidance",
        objective.guidance(),
        "quadrants",
        list(objective.quadrants()),
        "entropy",
        objective.entropy(),
        "balance",
        objective.balance(),
        "dropout",
        objective.dropout());
  }

  private static String optimization(Optimization how) {
    return record(
        "Optimization",
        "steps",
        how.steps(),
        "batch",
        how.batch(),
        "accumulation",
        how.accumulation(),
        "moments",
        moments(how.method()),
        "lr",
        how.lr(),
        "beta1",
        how.beta1(),
        "beta2",
        how.beta2(),
        "eps",
        how.eps(),
        "weightDecay",
        how.weightDecay(),
        "clip",
        how.clip(),
        "schedule",
        record(
            "Schedule",
            "shape",
            how.schedule().shape().name(),
            "warmup",
            how.schedule().warmup(),
            "cycles",
            how.schedule().cycles(),
            "stepSize",
            how.schedule().stepSize(),
            "gamma",
            how.schedule().gamma()));
  }

  /** Those records knew AdamW only, by the format of its moments. */
  private static String moments(Optimization.Method method) {
    return switch (method) {
      case ADAMW -> "FP32";
      case ADAMW8BIT -> "INT8";
      case MUON -> "MUON";
    };
  }

  private static String saving(Saving saving) {
    return record(
        "Saving",
        "every",
        saving.every(),
        "keepLast",
        saving.keepLast(),
        "milestone",
        saving.milestone(),
        "dtype",
        saving.dtype());
  }

  private static String sampling(Sampling sampling) {
    return record(
        "Sampling",
        "every",
        sampling.every(),
        "first",
        sampling.first(),
        "steps",
        sampling.steps(),
        "guidance",
        sampling.guidance(),
        "seed",
        sampling.seed(),
        "analogies",
        list(sampling.analogies().stream().map(EarlierIdentity::shown).toList()));
  }

  private static String shown(Sampling.Shown shown) {
    if (shown instanceof Sampling.Triplet triplet) {
      return record(
          "Triplet",
          "a",
          triplet.a(),
          "a2",
          triplet.a2(),
          "b",
          triplet.b(),
          "prompt",
          triplet.prompt());
    }
    Sampling.Strip strip = (Sampling.Strip) shown;
    return record("Strip", "file", strip.file(), "prompt", strip.prompt());
  }

  private static String maybe(Optional<?> value) {
    return value.isPresent() ? "Optional[" + value.get() + "]" : "Optional.empty";
  }

  private static String decimal(OptionalDouble value) {
    return value.isPresent()
        ? "OptionalDouble[" + value.getAsDouble() + "]"
        : "OptionalDouble.empty";
  }

  private static String list(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  /** {@code Name[key=value, ...]}, from names and values in turn. */
  private static String record(String name, Object... fields) {
    StringBuilder text = new StringBuilder(name).append('[');
    for (int i = 0; i < fields.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(fields[i]).append('=').append(fields[i + 1]);
    }
    return text.append(']').toString();
  }
}
