package io.lorweb.train.recipe;

import io.lorweb.error.InputException;

/**
 * What is kept of a run.
 *
 * @param every steps between checkpoints
 * @param keepLast checkpoints kept besides the milestones
 * @param milestone every checkpoint at a multiple of this stays; 0 for none
 * @param dtype of the adapter file: fp16, bf16 or fp32 (the training state is always float32)
 */
public record Saving(int every, int keepLast, int milestone, String dtype) {

  public Saving {
    if (every < 1 || keepLast < 1 || milestone < 0) {
      throw InputException.of(
          "save_every %d, max_step_saves_to_keep %d and milestone %d must be at least 1, 1, 0",
          every, keepLast, milestone);
    }
  }
}
