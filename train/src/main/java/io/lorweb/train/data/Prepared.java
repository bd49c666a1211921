package io.lorweb.train.data;

import java.util.List;
import java.util.Map;

/**
 * What preparing data came to.
 *
 * @param out the entries that are there now: analogies or pairs
 * @param made of them by this run
 * @param skipped of them because an earlier run had made them
 * @param failed entries that are missing because of what {@code failures} tells
 * @param perGroup entries by category or task, sorted
 * @param failures one sentence each, none twice
 */
public record Prepared(
    long out,
    long made,
    long skipped,
    long failed,
    Map<String, Long> perGroup,
    List<String> failures) {

  public Prepared {
    failures = List.copyOf(failures);
  }
}
