package io.lorweb.train.recipe;

import io.lorweb.config.KnownKeys;

/** The keys of both forms of a recipe. */
final class RecipeKeys {

  private RecipeKeys() {}

  /** Keys below {@code config.process[0]} of the reference's form. */
  static KnownKeys reference() {
    return KnownKeys.of(RecipeKeys.class, "reference-keys.txt");
  }

  /** Keys of the short form. */
  static KnownKeys shortForm() {
    return KnownKeys.of(RecipeKeys.class, "short-keys.txt");
  }
}
