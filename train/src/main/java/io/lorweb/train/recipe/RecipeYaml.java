package io.lorweb.train.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lorweb.basis.BasisConfig;
import io.lorweb.files.AtomicFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes a resolved recipe in the short form, complete: reading it gives the recipe again. The
 * short form is what people write, with sections and words other than the records'; so it is
 * written key by key, as it is read.
 */
public final class RecipeYaml {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  private RecipeYaml() {}

  /** Writes {@code recipe} to a run's {@code config.yaml}. */
  public static void write(Path file, Recipe recipe) {
    AtomicFile.write(file, text(recipe));
  }

  /** The same as text. */
  public static String text(Recipe recipe) {
    try {
      return YAML.writeValueAsString(tree(recipe));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe cannot be written as YAML", e);
    }
  }

  /** The same as a tree. */
  public static ObjectNode tree(Recipe recipe) {
    ObjectNode root = YAML.createObjectNode();
    root.put("name", recipe.name());
    root.put("out", recipe.out().toString());
    root.put("model", recipe.base().model());
    ArrayNode data = root.putArray("data");
    recipe.data().forEach(set -> data(data.addObject(), set));
    adapter(root.putObject("adapter"), recipe);
    train(root.putObject("train"), recipe);
    Saving saving = recipe.saving();
    root.putObject("save")
        .put("every", saving.every())
        .put("keep", saving.keepLast())
        .put("milestone", saving.milestone())
        .put("dtype", saving.dtype());
    sample(root.putObject("sample"), recipe.sampling());
    recipe
        .validation()
        .ifPresent(
            held ->
                root.putObject("validate")
                    .put("split", held.split())
                    .put("every", held.every())
                    .put("examples", held.examples()));
    return root;
  }

  private static void data(ObjectNode node, DataSource set) {
    if (set.source() instanceof DataSource.Source.Strips strips) {
      node.put("target", strips.target().toString());
      node.put("control", strips.control().toString());
      node.put("caption_ext", strips.captionExtension());
      node.put("relation_captions", strips.relationCaptions());
    } else if (set.source() instanceof DataSource.Source.Manifest manifest) {
      node.put("path", manifest.path().toString());
      manifest.split().ifPresent(split -> node.put("split", split));
    }
    ArrayNode resolution = node.putArray("resolution");
    set.resolutions().forEach(resolution::add);
    node.put("extent", lower(set.extent()));
    node.put("reference_crops", set.reference());
    node.put("caption_dropout", set.captionDropout());
    node.put("caption", set.defaultCaption());
    node.put("reverse", set.reverse());
    node.put("flip_x", set.flipX());
    node.put("repeats", set.repeats());
    set.layout().ifPresent(layout -> node.put("layout", layout.label()));
  }

  private static void adapter(ObjectNode node, Recipe recipe) {
    if (recipe.trained() instanceof Trained.Basis basis) {
      node.put("type", "lorweb");
      basis(node, basis.config());
      targets(node, basis.targets());
      basis.from().ifPresent(file -> node.put("from", file.toString()));
    } else if (recipe.trained() instanceof Trained.Lora lora) {
      node.put("type", "lora");
      node.put("rank", lora.rank());
      targets(node, lora.targets());
    } else if (recipe.trained() instanceof Trained.Transformer transformer) {
      node.put("type", "base");
      node.put("fresh", transformer.fresh());
      node.put("text", transformer.text());
      node.put("grow", transformer.grow());
      transformer.ema().ifPresent(ema -> node.put("ema", ema));
    } else if (recipe.trained() instanceof Trained.Autoencoder vae) {
      node.put("type", "vae");
      node.put("fresh", vae.fresh());
      if (vae.frozenEncoder()) {
        node.put("frozen", "encoder");
      }
      vae.ema().ifPresent(ema -> node.put("ema", ema));
      node.put("kl", vae.kl());
      node.put("distance", lower(vae.distance()));
      node.put("equivariance", vae.equivariance());
    } else if (recipe.trained() instanceof Trained.Clip clip) {
      node.put("type", "clip");
      node.put("fresh", clip.fresh());
      if (clip.frozenText()) {
        node.put("frozen", "text");
      }
      clip.ema().ifPresent(ema -> node.put("ema", ema));
    }
    node.put("dropout", recipe.objective().dropout());
  }

  private static void basis(ObjectNode node, BasisConfig config) {
    node.put("loras_num", config.lorasNum());
    node.put("rank", config.rank());
    node.put("keys_dim", config.keysDim());
    node.put("heads", config.routing().heads());
    node.put("activation", lower(config.routing().activation()));
    node.put("mixing", lower(config.routing().reduction()));
    node.put("query", config.query().label());
    node.put("external", config.external());
    node.put("projection", config.projection());
    node.put("pooling", lower(config.pooling()));
    if (config.external()) {
      node.put("encoder", config.encoder());
    }
  }

  private static void targets(ObjectNode node, TargetLinears targets) {
    strings(node.putArray("only"), targets.onlyIfContains());
    strings(node.putArray("ignore"), targets.ignoreIfContains());
  }

  private static void train(ObjectNode node, Recipe recipe) {
    Optimization how = recipe.optimization();
    node.put("steps", how.steps());
    node.put("batch", how.batch());
    node.put("accumulation", how.accumulation());
    node.put("optimizer", lower(how.method()));
    node.put("lr", how.lr());
    node.putArray("betas").add(how.beta1()).add(how.beta2());
    node.put("eps", how.eps());
    node.put("weight_decay", how.weightDecay());
    node.put("clip", how.clip());
    node.put("schedule", lower(how.schedule().shape()));
    node.put("warmup", how.schedule().warmup());
    node.put("cycles", how.schedule().cycles());
    node.put("step_size", how.schedule().stepSize());
    node.put("gamma", how.schedule().gamma());
    Objective objective = recipe.objective();
    node.put("timesteps", lower(objective.timesteps()));
    objective.fewSteps().ifPresent(steps -> node.put("few_steps", steps));
    node.put("weighting", lower(objective.weighting()));
    node.put("guidance", objective.guidance());
    ArrayNode quadrants = node.putArray("quadrants");
    objective.quadrants().forEach(quadrants::add);
    node.put("entropy", objective.entropy());
    node.put("balance", objective.balance());
    node.put("seed", recipe.seed());
    Base base = recipe.base();
    node.put("checkpointing", base.checkpointing());
    node.put("layout", base.layout().label());
    base.textLength().ifPresent(length -> node.put("text_length", length));
    base.encoder().ifPresent(encoder -> node.put("encoder_folder", encoder));
    node.put("device", base.device().id());
    node.put("dtype", base.dtype().id());
    node.put("memory", base.memory().id());
  }

  private static void sample(ObjectNode node, Sampling sampling) {
    node.put("every", sampling.every());
    node.put("first", sampling.first());
    node.put("steps", sampling.steps());
    node.put("guidance", sampling.guidance());
    node.put("seed", sampling.seed());
    ArrayNode analogies = node.putArray("analogies");
    for (Sampling.Shown shown : sampling.analogies()) {
      ObjectNode analogy = analogies.addObject();
      if (shown instanceof Sampling.Triplet triplet) {
        analogy.put("a", triplet.a().toString());
        analogy.put("a2", triplet.a2().toString());
        analogy.put("b", triplet.b().toString());
      } else if (shown instanceof Sampling.Strip strip) {
        analogy.put("strip", strip.file().toString());
      }
      analogy.put("prompt", shown.prompt());
    }
  }

  private static void strings(ArrayNode node, List<String> values) {
    values.forEach(node::add);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
