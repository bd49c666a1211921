package io.lorweb.eval.ablation;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.model.ModelFolder;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Trained;
import io.lorweb.train.runs.RunHistory;
import io.lorweb.train.runs.StepMetrics;
import java.util.List;
import java.util.Locale;

/**
 * How much an adapter can hold, and how far it came.
 *
 * @param rank N r: of the update that all elements together can make
 * @param width of the transformer: an update of this rank is any update at all
 * @param loss mean over the last steps of training
 */
public record Capacity(int rank, int width, double loss) {

  /** Steps whose losses are averaged: one step's tells little. */
  private static final int LAST = 100;

  /** Of a run that has ended. */
  static Capacity of(Recipe recipe) {
    int width =
        FluxConfig.read(
                JsonFile.read(
                    ModelFolder.find(recipe.base().model())
                        .path()
                        .resolve("transformer/config.json")))
            .hidden();
    List<StepMetrics> steps = RunHistory.read(recipe.out()).steps();
    double loss =
        steps.subList(Math.max(0, steps.size() - LAST), steps.size()).stream()
            .mapToDouble(StepMetrics::loss)
            .average()
            .orElse(Double.NaN);
    return new Capacity(rank(recipe.trained()), width, loss);
  }

  private static int rank(Trained trained) {
    if (trained instanceof Trained.Basis basis) {
      return basis.config().lorasNum() * basis.config().rank();
    }
    return trained instanceof Trained.Lora lora ? lora.rank() : 0;
  }

  /** N r / width, and whether that is beyond full rank. */
  String share() {
    String share = String.format(Locale.ROOT, "%d / %d", rank, width);
    return rank > width ? share + ", beyond full rank" : share;
  }
}
