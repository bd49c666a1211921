package io.lorweb.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which known word somebody meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * The known word that differs from {@code word} in a few letters at most, one in three; the first
   * in the alphabet of several.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance((word.length() + 1) / 3);
    return known.stream()
        .filter(other -> distance.apply(word, other) >= 0)
        .min(
            Comparator.<String>comparingInt(other -> distance.apply(word, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** What a message says after an unknown word: what was meant, else what there is. */
  public static String hint(String word, Collection<String> known) {
    return of(word, known)
        .map(near -> "the nearest one is '" + near + "'")
        .orElseGet(() -> "there are " + String.join(", ", known.stream().sorted().toList()));
  }
}
