package io.lorweb.bench;

/**
 * Two things that ran in turn.
 *
 * @param name of what is compared, the second over the first
 * @param threads of the engine; 0: processes that choose their own
 * @param pairs their times
 */
record Comparison(String name, int threads, Pairs pairs) {

  Comparison {
    if (name.isBlank() || pairs.first().length == 0) {
      throw new IllegalArgumentException("a comparison needs a name and pairs: '" + name + "'");
    }
  }
}
