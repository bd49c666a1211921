package io.lorweb;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.model.LoadedFiles;
import io.lorweb.pipeline.AnalogyPipeline;
import io.lorweb.sample.Magnitudes;
import io.lorweb.sample.RatioTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Full runs that are measured for a step cache.
 *
 * @param lorweb what is loaded
 * @param adapted whether its adapter acts in these runs
 */
record Calibration(LoRWeB lorweb, boolean adapted) {

  /** One full run. */
  @FunctionalInterface
  interface Run {
    Result of(Subject subject, AnalogyPipeline pipeline);
  }

  /** The mean over {@code bs} of every step's ratio. */
  RatioTable over(List<Picture> bs, Settings settings, Run run) {
    if (bs.isEmpty()) {
      throw new InputException("a table of setting 'step_cache' needs at least one picture b");
    }
    if (settings.sampling().stepCache().isPresent()
        || settings.sampling().skippedSteps().isPresent()
        || settings.sampling().knownCells().isPresent()) {
      throw new InputException(
          "a table is measured on full runs: leave out settings 'step_cache', 'skipped_steps' and"
              + " 'known_cells'");
    }
    if (settings.mixing().explains()) {
      throw new InputException(
          "a table is measured on runs that all mix: leave out setting 'explain'");
    }
    List<List<Double>> all = new ArrayList<>();
    Settings filled = settings;
    for (Picture b : bs) {
      Magnitudes magnitudes = new Magnitudes();
      Result result = run.of(Subject.of(b), new AnalogyPipeline(lorweb.session(), magnitudes));
      filled = result.run().settings();
      all.add(magnitudes.ratios());
    }
    int steps = all.get(0).size();
    LoadedFiles loaded = lorweb.files();
    return new RatioTable(
        lorweb.model().folder().defaults().name(),
        loaded.model(),
        loaded.adapter().filter(one -> adapted),
        loaded.loras(),
        steps,
        filled.sampling().guidance().orElseThrow(),
        filled.canvas().layout().map(Layout::label),
        Optional.of(filled.mixing().strength()),
        IntStream.range(0, steps).mapToObj(step -> mean(all, step)).toList());
  }

  private static double mean(List<List<Double>> runs, int step) {
    return runs.stream().mapToDouble(ratios -> ratios.get(step)).average().orElseThrow();
  }
}
