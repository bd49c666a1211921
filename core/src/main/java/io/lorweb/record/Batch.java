package io.lorweb.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many analogies, one after the other or several at once. What an earlier run has finished is kept:
 * results appear whole or not at all.
 *
 * @param made how many were made
 * @param skipped how many were there already
 * @param otherwise those of them that were made with other settings
 * @param failed how many could not be made
 * @param items those that were made
 * @param failures one sentence for each that failed
 */
public record Batch(
    int made,
    int skipped,
    List<String> otherwise,
    int failed,
    List<RunReport> items,
    List<String> failures) {

  /**
   * Makes every picture that is missing; an item that cannot be made stops no other.
   *
   * @param out folder of the pictures
   * @param settings of an item
   * @param overwrite makes those that are there anew
   * @param atOnce items that are made beside each other, each by a thread of its own
   * @param make makes one picture in the given file
   * @param failure hears of each item that failed, at once
   * @param progress of the items
   * @throws CancellationException when {@code progress} says so
   */
  public static Batch run(
      List<BatchItem> items,
      Path out,
      Function<BatchItem, Settings> settings,
      boolean overwrite,
      int atOnce,
      BiFunction<BatchItem, Path, RunReport> make,
      Consumer<String> failure,
      Progress progress) {
    List<BatchItem> missing = new ArrayList<>();
    List<String> otherwise = new ArrayList<>();
    for (BatchItem item : items) {
      Path target = out.resolve(item.out());
      if (overwrite || !Files.exists(target)) {
        missing.add(item);
      } else if (!RunRecord.madeWith(target, settings.apply(item))) {
        otherwise.add(item.out());
      }
    }
    List<RunReport> made = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Attempt attempt :
        Parallel.map(
            missing, atOnce, item -> attempt(item, out, make, failure, progress), progress)) {
      attempt.made().ifPresent(made::add);
      attempt.failure().ifPresent(failures::add);
    }
    int skipped = items.size() - missing.size();
    return new Batch(made.size(), skipped, otherwise, failures.size(), made, failures);
  }

  /** What became of one item. */
  private record Attempt(Optional<RunReport> made, Optional<String> failure) {}

  private static Attempt attempt(
      BatchItem item,
      Path out,
      BiFunction<BatchItem, Path, RunReport> make,
      Consumer<String> failure,
      Progress progress) {
    if (progress.cancelled()) {
      throw new CancellationException("cancelled before " + item.out());
    }
    try {
      RunReport report = make.apply(item, out.resolve(item.out()));
      return new Attempt(Optional.of(report), Optional.empty());
    } catch (InputException e) {
      String sentence = item.out() + ": " + e.getMessage();
      failure.accept(sentence);
      return new Attempt(Optional.empty(), Optional.of(sentence));
    }
  }

  /** One JSON object. */
  public ObjectNode json() {
    return JsonRecords.tree(this);
  }
}
