package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides a training run: what learns, from what, towards which objective, how, and
 * what is kept. The same recipe on the same machine gives the same weights, bit for bit.
 *
 * @param name of the run and of its files
 * @param out folder of checkpoints, logs and samples
 * @param seed of noise, timesteps, order and initial values
 * @param base the model that the run starts from
 * @param trained what learns
 * @param data where examples come from
 * @param objective the loss
 * @param optimization how parameters follow it
 * @param saving what is kept, and when
 * @param sampling pictures made while it runs
 * @param validation the loss on held-out examples while it runs, if wanted
 */
@RecordBuilder
public record Recipe(
    String name,
    Path out,
    long seed,
    Base base,
    Trained trained,
    List<DataSource> data,
    Objective objective,
    Optimization optimization,
    Saving saving,
    Sampling sampling,
    Optional<Validation> validation)
    implements RecipeBuilder.With {

  public Recipe {
    data = List.copyOf(data);
    for (DataSource set : data) {
      Layout layout = set.layout().orElse(base.layout());
      if (layout != base.layout() && (layout == Layout.GRID || base.layout() == Layout.GRID)) {
        throw InputException.of(
            "layout %s of a data set does not go with train.layout %s: a grid's target has four"
                + " pictures; only separate and query may be mixed",
            layout.label(), base.layout().label());
      }
    }
    if (validation.isPresent()
        && (trained instanceof Trained.Autoencoder || trained instanceof Trained.Clip)) {
      throw new InputException(
          "validate measures the flow-matching loss: adapter.type must be lorweb, lora or base, not"
              + " vae or clip");
    }
  }
}
