package io.lorweb.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which known word somebody meant. */
public final class Nearest {

  private Nearest() {}

  /** How many letters must be changed, added or left out to make one word of the other. */
  public static int differences(String word, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(word, other);
  }

  /** The most similar of {@code known}, which is not empty; the first in the alphabet of equals. */
  public static String of(String word, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(
            Comparator.<String>comparingInt(other -> distance.apply(word, other))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
