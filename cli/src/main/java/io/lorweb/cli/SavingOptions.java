package io.lorweb.cli;

import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.sample.RatioTable;
import io.lorweb.sample.StepCache;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for what a run leaves uncomputed. */
final class SavingOptions {

  @Option(
      order = Sections.ADVANCED,
      names = "--step-cache",
      paramLabel = "TABLE",
      description =
          "Skip the transformer's blocks in steps that this table of --calibrate foretells to"
              + " change little: faster, another picture.")
  Path table;

  @Option(
      order = Sections.ADVANCED,
      names = "--cache-threshold",
      paramLabel = "ERROR",
      description = "With --step-cache: the error between two full steps, 0..1 (default: 0.05).")
  Double threshold;

  @Option(
      order = Sections.ADVANCED,
      names = "--cache-skips",
      paramLabel = "STEPS",
      description = "With --step-cache: the most steps skipped in a row (default: 4).")
  Integer skips;

  @Option(
      order = Sections.ADVANCED,
      names = "--known-cells",
      paramLabel = "STEPS",
      description =
          "Compute what is known beforehand (the context; in layout grid also a, a' and b) only in"
              + " one of so many steps: faster, another picture.")
  Integer knownCells;

  Settings on(Settings asked) {
    Settings settings = knownCells == null ? asked : asked.sampling(s -> s.knownCells(knownCells));
    if (table == null) {
      if (threshold != null || skips != null) {
        throw InputException.of(
            "%s belongs to --step-cache: give its table, or leave it out",
            threshold != null ? "--cache-threshold" : "--cache-skips");
      }
      return settings;
    }
    StepCache cache =
        new StepCache(
            threshold == null ? StepCache.THRESHOLD : threshold,
            skips == null ? StepCache.MOST_SKIPS : skips,
            RatioTable.read(table));
    return settings.sampling(s -> s.stepCache(cache));
  }
}
