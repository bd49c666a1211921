package io.lorweb.tiny.tasks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  /** Whether a colour 0xRRGGBB of a family lies near the hidden one. */
  boolean coversColour(String family, int rgb) {
    return Optional.ofNullable(colours.get(family))
        .flatMap(Colour::named)
        .map(hidden -> hidden.near(rgb, NEAR_DEGREES))
        .orElse(false);
  }

  /** Whether a number of a family lies in the hidden range. */
  boolean coversNumber(String family, double number) {
    List<Integer> range = numbers.get(family);
    return range != null && number >= range.get(0) && number <= range.get(1);
  }

  private boolean colour(EditTask variant, String word) {
    return Colour.named(word)
        .map(given -> coversColour(variant.family(), given.rgb()))
        .orElse(false);
  }

  private boolean number(EditTask variant, String word) {
    return word.matches("\\d{1,6}") && coversNumber(variant.family(), Integer.parseInt(word));
  }
}
