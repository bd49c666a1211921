package io.lorweb.train.recipe;

import io.lorweb.analogy.Layout;
import io.lorweb.train.recipe.DataSource.Extent;

/**
 * Length of one example's sequence.
 *
 * @param target noisy tokens of the output
 * @param context tokens of the pictures beside it
 * @param text T5 tokens
 */
record Tokens(long target, long context, long text) {

  /**
   * Of the longest of all data.
   *
   * @param side pixels of one token's side: the autoencoder's factor times the packing
   */
  static Tokens of(Recipe recipe, int side, int text) {
    Tokens longest = new Tokens(0, 0, text);
    for (DataSource data : recipe.data()) {
      Layout layout = data.layout().orElse(recipe.base().layout());
      long contexts = layout == Layout.SEPARATE ? 3 : 1;
      for (long resolution : data.resolutions()) {
        long cell = data.extent() == Extent.CELL ? resolution : resolution / 2;
        long pixels = layout == Layout.GRID ? 4 * cell * cell : cell * cell;
        long target = Math.max(1, pixels / ((long) side * side));
        Tokens tokens = new Tokens(target, contexts * target, text);
        longest = tokens.all() > longest.all() ? tokens : longest;
      }
    }
    return longest;
  }

  long image() {
    return target + context;
  }

  long all() {
    return image() + text;
  }

  /** Rows that the Linear at {@code path} computes for one example. */
  long rows(String path) {
    if (path.contains(".norm")) {
      return 1;
    }
    if (path.startsWith("single_")) {
      return all();
    }
    boolean ofText = path.contains(".add_") || path.contains("_add_") || path.contains("_context");
    return ofText ? text : image();
  }
}
