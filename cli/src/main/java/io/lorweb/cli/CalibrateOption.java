package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.sample.RatioTable;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Measures a table for {@code --step-cache} instead of making pictures. */
final class CalibrateOption {

  private static final List<String> WITHOUT =
      List.of(
          "--out",
          "--batch",
          "--from",
          "--match-b",
          "--save-grid",
          "--sheet",
          "--routing",
          "--analogy-out",
          "--mask",
          "--latents",
          "--step-cache");

  @Option(
      order = Sections.ADVANCED,
      names = "--calibrate",
      paramLabel = "TABLE",
      description =
          "Make no picture: measure the table of --step-cache (JSON) in full runs for the given"
              + " pictures, the more the better.")
  Path table;

  boolean asked() {
    return table != null;
  }

  /** Refuses what a table has no place for, and a file that cannot be written. */
  void check(Sweep sweep, ParseResult given, List<Path> reads) {
    for (String option : WITHOUT) {
      if (given.hasMatchedOption(option)) {
        throw InputException.of("--calibrate makes a table and no picture: leave out %s", option);
      }
    }
    sweep.only("--calibrate measures one table");
    OutputTargets.check(table, reads);
  }

  /** Measures, writes, and says what was written. */
  int run(Console console, Function<Progress, RatioTable> measure) {
    RatioTable measured;
    try (WorkBar steps = console.progress(table.getFileName().toString())) {
      measured = measure.apply(steps);
    }
    measured.write(table);
    console.note(
        String.format(
            Locale.ROOT,
            "%s: ratios of %d steps at guidance %s",
            table,
            measured.steps(),
            measured.guidance()));
    return 0;
  }
}
