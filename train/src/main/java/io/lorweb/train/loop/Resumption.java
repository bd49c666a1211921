package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import io.lorweb.train.optim.LearningRate;
import io.lorweb.train.recipe.EarlierIdentity;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.RecipeFile;
import io.lorweb.train.recipe.RecipeIdentity;
import io.lorweb.train.recipe.RunConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a state that is there can be gone on from: its recipe must be this one, but a run may be
 * made longer.
 *
 * @param recipe as it is asked for now
 * @param workers that each take the recipe's batch
 */
record Resumption(Recipe recipe, int workers) {

  private static final String STEPS = "train.steps";

  /** What a state calls a run of this recipe. */
  String run() {
    return RecipeIdentity.run(recipe, workers);
  }

  /**
   * Refuses a state that another recipe has made.
   *
   * @return what the user should know if the run has become longer
   * @throws InputException which names each key that differs
   */
  Optional<String> check(StateFiles.Saved saved) {
    if (made(saved, recipe)) {
      return Optional.empty();
    }
    Optional<Recipe> earlier = earlier().filter(one -> made(saved, one));
    if (earlier.isEmpty()) {
      throw InputException.of(
          "%s was made with other settings, or with another number of examples a step (batch times"
              + " workers): resume with those it was started with (%s), or choose another folder"
              + " by setting 'out'",
          saved.file(), config());
    }
    List<RecipeIdentity.Difference> differences =
        RecipeIdentity.differences(earlier.get(), recipe, workers);
    if (differences.size() > 1 || !differences.get(0).key().equals(STEPS)) {
      throw InputException.of(
          "the run in %s was made with other settings: %s; resume with those, or choose another"
              + " folder by setting 'out'",
          recipe.out(),
          String.join(", ", differences.stream().map(RecipeIdentity.Difference::text).toList()));
    }
    return Optional.of(longer(earlier.get(), saved.step()));
  }

  private boolean made(StateFiles.Saved saved, Recipe by) {
    return saved.run().equals(RecipeIdentity.run(by, workers))
        || saved.run().equals(EarlierIdentity.run(by, workers));
  }

  private Path config() {
    return recipe.out().resolve(RunConfig.RESOLVED);
  }

  /** The recipe that the run's folder keeps. */
  private Optional<Recipe> earlier() {
    return Files.isRegularFile(config())
        ? Optional.of(RecipeFile.read(config(), List.of(), Optional.of(recipe.out())).recipe())
        : Optional.empty();
  }

  private String longer(Recipe earlier, long done) {
    int was = earlier.optimization().steps();
    int is = recipe.optimization().steps();
    if (is < done) {
      throw InputException.of(
          "train.steps is %d but the run in %s has taken %d steps already: give a larger number",
          is, recipe.out(), done);
    }
    double old = new LearningRate(earlier.optimization()).at(done + 1);
    double now = new LearningRate(recipe.optimization()).at(done + 1);
    return String.format(
        Locale.ROOT,
        "the run has %d steps instead of %d; %s",
        is,
        was,
        old == now
            ? "its learning rate goes on as it was"
            : String.format(
                Locale.ROOT,
                "its schedule (%s) is laid over all of them, so step %d has the learning rate %.3g"
                    + " instead of %.3g",
                recipe.optimization().schedule().shape().name().toLowerCase(Locale.ROOT),
                done + 1,
                now,
                old));
  }
}
