package io.lorweb.tiny.pairs;

import io.lorweb.error.InputException;

/**
 * What a data set holds.
 *
 * @param pairs training pairs of each named task
 * @param variants how many variants and compositions besides
 * @param variantPairs training pairs of each of those
 * @param free how many free tasks, for the adapter only
 * @param freePairs training pairs of each of those
 * @param testPairs test pairs of each task, at most
 * @param subjects what the edits are shown on; photographs are for tests alone
 * @param seed of every choice: the same seed gives the same bytes
 * @param threads tasks made at once; does not change the result
 */
public record DatasetOptions(
    int pairs,
    int variants,
    int variantPairs,
    int free,
    int freePairs,
    int testPairs,
    SubjectKind subjects,
    long seed,
    int threads) {

  /** Variants and compositions that are in the test, too. */
  static final int TESTED_VARIANTS = 60;

  public DatasetOptions {
    atLeast("setting 'pairs'", pairs, 2);
    atLeast("setting 'variants'", variants, 0);
    atLeast("setting 'variant-pairs'", variantPairs, 2);
    atLeast("setting 'free'", free, 0);
    atLeast("setting 'free-pairs'", freePairs, 2);
    atLeast("setting 'test-pairs'", testPairs, 2);
    atLeast("setting 'threads'", threads, 1);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw InputException.of("%s is %d but must be at least %d", option, value, least);
    }
  }
}
