package io.lorweb.eval.ablation;

import io.lorweb.eval.suite.EvaluatedModel;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Suite;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.RecipeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan with its runs, before and after they are trained.
 *
 * @param recipes of every trial, in the order in which they are trained
 * @param notices what had to be assumed or left aside in the variants' recipes, one sentence each
 */
public record Ablation(Plan plan, Map<Trial, Recipe> recipes, List<String> notices) {

  /** Resolves every trial's recipe: a plan that cannot be carried out is refused at once. */
  public static Ablation of(Plan plan, Path out) {
    Map<Trial, Recipe> recipes = new LinkedHashMap<>();
    Set<String> notices = new LinkedHashSet<>(); // a variant's seeds have the same
    for (Trial trial : plan.trials()) {
      RecipeFile.Read read = trial.recipe(plan, out);
      recipes.put(trial, read.recipe());
      read.notices().forEach(notice -> notices.add(trial.variant().name() + ": " + notice));
    }
    return new Ablation(plan, recipes, List.copyOf(notices));
  }

  /** {@code suite} with the trials as its first models, variant by variant. */
  public Suite suite(Suite suite) {
    List<EvaluatedModel> models = new ArrayList<>();
    for (Variant variant : plan.variants()) {
      recipes.forEach(
          (trial, recipe) -> {
            if (trial.variant().equals(variant)) {
              models.add(trial.model(recipe, suite.models().get(0).settings()));
            }
          });
    }
    models.addAll(suite.models());
    return suite.with(plan.name(), models);
  }

  /** {@code trials} with one model for each variant. */
  public Evaluation byVariant(Evaluation trials) {
    Map<String, String> variants = new LinkedHashMap<>();
    recipes.keySet().forEach(trial -> variants.put(trial.name(), trial.variant().name()));
    return SeedMeans.of(trials, variants);
  }

  /** What each trial's adapter can hold and how far training came; all runs must have ended. */
  public Map<Trial, Capacity> capacities() {
    Map<Trial, Capacity> capacities = new LinkedHashMap<>();
    recipes.forEach((trial, recipe) -> capacities.put(trial, Capacity.of(recipe)));
    return capacities;
  }
}
