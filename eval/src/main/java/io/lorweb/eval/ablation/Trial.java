package io.lorweb.eval.ablation;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.eval.suite.EvaluatedModel;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.files.Hash;
import io.lorweb.train.recipe.EarlierIdentity;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.RecipeFile;
import io.lorweb.train.recipe.RecipeIdentity;
import io.lorweb.train.recipe.Trained;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A variant with one seed of training. */
public record Trial(Variant variant, long seed) {

  /** A name that has no place in the key of a run. */
  private static final Path NOWHERE = Path.of("trial");

  /** Its name as a model of the suite. */
  public String name() {
    return variant.name() + " s" + seed;
  }

  /** Changes of the plan's recipe, the variant's after the plan's own. */
  public List<String> sets(Plan plan) {
    List<String> sets = new ArrayList<>(plan.sets());
    sets.addAll(variant.sets());
    sets.add("train.seed=" + seed);
    return sets;
  }

  /**
   * Its run: a folder below {@code out} whose name holds a hash of the resolved recipe, so that
   * another recipe's weights are never taken for its own. What was begun under the name that an
   * earlier version gave it goes on there.
   */
  RecipeFile.Read recipe(Plan plan, Path out) {
    List<String> sets = sets(plan);
    Recipe resolved = RecipeFile.read(plan.recipe(), sets, Optional.of(NOWHERE)).recipe();
    String stem = name().replaceAll("[^A-Za-z0-9._=+-]+", "_");
    Path runs = out.resolve("runs");
    String earlier = Hash.of(EarlierIdentity.whole(resolved, NOWHERE.toString()));
    Path begun = runs.resolve(stem + "-" + earlier.substring(0, 8));
    Path folder =
        Files.isDirectory(begun)
            ? begun
            : runs.resolve(stem + "-" + RecipeIdentity.whole(resolved).substring(0, 8));
    return RecipeFile.read(plan.recipe(), sets, Optional.of(folder));
  }

  /**
   * What its recipe has trained, as a model of the suite: as the keys route it, unless the settings
   * fit it, whatever the model's folder says.
   */
  EvaluatedModel model(Recipe recipe, Settings settings) {
    LoadOptions load = LoadOptions.defaults().parts(p -> p.model(recipe.base().model()));
    Path adapter = recipe.out().resolve(recipe.name() + ".safetensors");
    if (recipe.trained() instanceof Trained.Lora) {
      return new EvaluatedModel(
          name(), Way.EDIT, false, load.lora(adapter, 1).baseOnly(), settings);
    }
    if (recipe.base().encoder().isPresent()) {
      load = load.parts(p -> p.encoder(recipe.base().encoder().get()));
    }
    return new EvaluatedModel(
        name(),
        Way.ANALOGY,
        false,
        load.parts(p -> p.adapter(adapter)),
        settings.mixing(m -> m.fit(settings.mixing().fit().orElse(0))));
  }
}
