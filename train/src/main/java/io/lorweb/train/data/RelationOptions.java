package io.lorweb.train.data;

import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of Relation252K becomes analogies.
 *
 * @param seed of the sample that {@code maxAnalogies} takes
 * @param maxAnalogies at most so many, sampled over all categories
 * @param minPairs categories with fewer pairs are left out; at least 2
 * @param categories only these; empty for all
 * @param filter JSON list of objects whose {@code image_id} is left out
 * @param maxSamples at most so many pairs of a category, in the order of its labels
 * @param threads pictures prepared at once
 * @param reverse whether every analogy is also written with its edit undone
 */
public record RelationOptions(
    long seed,
    OptionalInt maxAnalogies,
    int minPairs,
    List<String> categories,
    Optional<Path> filter,
    OptionalInt maxSamples,
    int threads,
    boolean reverse) {

  public RelationOptions {
    categories = List.copyOf(categories);
    if (minPairs < 2) {
      throw InputException.of(
          "setting 'min-pairs-per-category' is %d but must be at least 2: an analogy needs two pairs",
          minPairs);
    }
    atLeastOne("setting 'max-analogies'", maxAnalogies);
    atLeastOne("setting 'max-samples-per-category'", maxSamples);
    atLeastOne("setting 'threads'", OptionalInt.of(threads));
  }

  private static void atLeastOne(String option, OptionalInt value) {
    if (value.isPresent() && value.getAsInt() < 1) {
      throw InputException.of("%s is %d but must be at least 1", option, value.getAsInt());
    }
  }

  /** Every analogy of every category, forward only. */
  public static RelationOptions all(int threads) {
    return new RelationOptions(
        0,
        OptionalInt.empty(),
        2,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        threads,
        false);
  }
}
