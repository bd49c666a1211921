package io.lorweb.tasks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Variants that somebody must not be trained on, because a test asks for something very near.
 *
 * @param families all variants of these
 * @param colours by family: variants with a colour whose hue lies within 25 degrees of this one
 * @param numbers by family: variants with a number in this closed range
 */
record Hidden(
    List<String> families, Map<String, String> colours, Map<String, List<Integer>> numbers) {

  private static final double NEAR_DEGREES = 25;

  Hidden {
    families = List.copyOf(families);
    colours = Map.copyOf(colours);
    numbers = Map.copyOf(numbers);
  }

  /** Whether a variant is one of them. */
  boolean covers(EditTask variant) {
    if (families.contains(variant.family())) {
      return true;
    }
    List<String> parameters = Arrays.asList(variant.name().split(":"));
    return parameters.stream()
        .skip(1)
        .anyMatch(word -> colour(variant, word) || number(variant, word));
  }

  private boolean colour(EditTask variant, String word) {
    return Optional.ofNullable(colours.get(variant.family()))
        .flatMap(Colour::named)
        .flatMap(hidden -> Colour.named(word).map(given -> hidden.near(given, NEAR_DEGREES)))
        .orElse(false);
  }

  private boolean number(EditTask variant, String word) {
    List<Integer> range = numbers.get(variant.family());
    if (Objects.isNull(range) || !word.matches("\\d{1,6}")) {
      return false;
    }
    int number = Integer.parseInt(word);
    return number >= range.get(0) && number <= range.get(1);
  }
}
