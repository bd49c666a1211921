package io.lorweb.train.recipe;

import io.lorweb.error.InputException;

/**
 * The loss on examples that the run does not learn from, measured while it goes on: always the same
 * examples, noise and timesteps, so that its values can be compared.
 *
 * @param split of the recipe's manifests that is held out
 * @param every steps between measurements; there is one before the first step and one after the
 *     last, too
 * @param examples noisy examples that the mean runs over. Entries of the split are spread evenly,
 *     or taken again with other noise if there are fewer
 */
public record Validation(String split, int every, int examples) {

  public Validation {
    if (split.isBlank()) {
      throw InputException.of("validate.split must name a split of the data, such as test");
    }
    if (every < 1 || examples < 1) {
      throw InputException.of(
          "validate.every %d and validate.examples %d must be at least 1", every, examples);
    }
  }

  /** Whether it is measured after {@code step} of {@code steps}; 0 is before the first. */
  public boolean due(long step, long steps) {
    return step % every == 0 || step == steps;
  }

  /** How often a run of {@code steps} measures it. */
  public long times(long steps) {
    return 1 + steps / every + (steps % every == 0 ? 0 : 1);
  }
}
