package io.lorweb.train.data;

/**
 * One visit to an item, with all that is left to chance.
 *
 * @param item index in the {@link TrainingSet}
 * @param demonstration index of the item whose pair shows the edit; -1 when the item brings its own
 * @param reversed whether the edit is undone: a' to a, b' to b
 * @param flipped whether all pictures are mirrored
 * @param captioned whether the instruction is told
 */
public record Draw(
    int item, int demonstration, boolean reversed, boolean flipped, boolean captioned) {}
