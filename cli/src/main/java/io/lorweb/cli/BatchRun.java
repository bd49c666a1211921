package io.lorweb.cli;

import io.lorweb.LoRWeB;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.image.ColourProfiles;
import io.lorweb.record.Batch;
import io.lorweb.record.BatchItem;
import io.lorweb.record.RunReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Many analogies in one command, each line of a file one of them.
 *
 * @param settings of every line that says nothing else
 * @param beside what is given for every b
 * @param matchB whether each result gets the size of its b
 */
record BatchRun(LoRWeB lorweb, Settings settings, Beside beside, boolean matchB, Making making) {

  /**
   * Makes what is missing.
   *
   * @param file whose lines {@code items} are
   * @param overwrite whether what exists is made anew
   */
  Batch run(Path file, List<BatchItem> items, Path out, boolean overwrite) {
    InputRemarks remarks = new InputRemarks(settings.canvas().profiles(), making.console());
    try (WorkBar all = making.barOfAll(file)) {
      return Batch.run(
          items,
          out,
          item -> item.over(settings),
          overwrite,
          making.threads(),
          (item, target) -> one(item, target, remarks, items.size() > 1),
          making.console()::failed,
          all);
    }
  }

  private RunReport one(BatchItem item, Path target, InputRemarks remarks, boolean several) {
    ColourProfiles profiles = settings.canvas().profiles();
    Inputs inputs = new Inputs(List.of(item.a(), item.a2()), List.of(item.b()));
    List<Demonstration> pair = inputs.readPairs(profiles);
    Beside own = beside.or(item.mask());
    remarks.tell(inputs, pair, own.mask().stream().toList(), item.out() + ": ");
    List<Path> files = Run.files(item.b(), inputs.pairs());
    Run run = Run.of(item.over(settings), own, matchB, files);
    return making.one(lorweb.analogy(pair), run, target, several, RunReport::of);
  }
}
