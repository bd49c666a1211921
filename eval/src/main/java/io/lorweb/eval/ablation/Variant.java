package io.lorweb.eval.ablation;

import io.lorweb.error.InputException;
import java.util.List;

/**
 * One point of a grid: what is changed in the recipe.
 *
 * @param name in tables
 * @param sets {@code key=value} as for {@code lorweb train --set}
 */
public record Variant(String name, List<String> sets) {

  public Variant {
    sets = List.copyOf(sets);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._=+-]{0,49}")) {
      throw InputException.of(
          "the name '%s' must be 1 to 50 letters, digits, spaces or . _ = + -, the first of them a"
              + " letter or digit",
          name);
    }
  }

  /** The value that it gives a key, or nothing where the recipe's stays. */
  String value(String key) {
    return sets.stream()
        .filter(set -> set.startsWith(key + "="))
        .map(set -> set.substring(key.length() + 1))
        .reduce("", (first, last) -> last);
  }
}
