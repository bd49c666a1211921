package io.lorweb.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many analogies, one after the other. What an earlier run has finished is kept: results appear
 * whole or not at all.
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
   * @param make makes one picture in the given file
   * @param failure hears of each item that failed, at once
   */
  public static Batch run(
      List<BatchItem> items,
      Path out,
      Function<BatchItem, Settings> settings,
      boolean overwrite,
      BiFunction<BatchItem, Path, RunReport> make,
      Consumer<String> failure) {
    List<RunReport> made = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<String> otherwise = new ArrayList<>();
    int skipped = 0;
    for (BatchItem item : items) {
      Path target = out.resolve(item.out());
      if (Files.exists(target) && !overwrite) {
        skipped++;
        if (!RunRecord.madeWith(target, settings.apply(item))) {
          otherwise.add(item.out());
        }
        continue;
      }
      try {
        made.add(make.apply(item, target));
      } catch (InputException e) {
        String sentence = item.out() + ": " + e.getMessage();
        failures.add(sentence);
        failure.accept(sentence);
      }
    }
    return new Batch(made.size(), skipped, otherwise, failures.size(), made, failures);
  }

  /** One JSON object. */
  public ObjectNode json() {
    return JsonRecords.tree(this);
  }
}
