package io.lorweb.cli;

import io.lorweb.Analogy;
import io.lorweb.Result;
import io.lorweb.RoutedAnalogy;
import io.lorweb.image.Picture;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes pictures and writes each with its record and what else is asked for beside it.
 *
 * @param console told of every picture
 * @param extra files beside each
 * @param stored how much of the run each picture carries
 * @param threads pictures that are made at once: of several, none has a bar of its own
 */
record Making(Console console, ExtraOptions extra, RecordOptions stored, int threads) {

  /** The report of a picture: with its coefficients, or without. */
  @FunctionalInterface
  interface Reporting {
    RunReport of(Path out, Picture picture, Result result, double seconds);
  }

  /**
   * Makes one.
   *
   * @param several whether there are more
   */
  RunReport one(Analogy analogy, Run run, Path target, boolean several, Reporting reporting) {
    long start = System.nanoTime();
    Result result = made(analogy, run, target, several);
    double seconds = (System.nanoTime() - start) / 1e9;
    RunRecord record = run.record(result);
    Picture picture = record.picture(result);
    record.write(target, result, stored.detail());
    extra.write(target, record, result, picture, several);
    console.made(target, picture, result, seconds);
    return reporting.of(target, picture, result, seconds);
  }

  private Result made(Analogy analogy, Run run, Path target, boolean several) {
    Optional<Path> saved = extra.analogy(target, several);
    try (WorkBar steps = bar(target, threads == 1)) {
      if (saved.isEmpty() && run.mixture().isEmpty()) {
        return analogy.apply(run.subject(), run.settings(), steps);
      }
      RoutedAnalogy keys = analogy.route(run.subject(), run.settings(), steps);
      RoutedAnalogy routed =
          run.mixture().map(given -> keys.with(given.mixture(), given.origin())).orElse(keys);
      Result result = routed.apply(steps);
      saved.ifPresent(routed::save);
      return result;
    }
  }

  /** The bar of all pictures together, where they are made at once. */
  WorkBar barOfAll(Path of) {
    return bar(of, threads > 1);
  }

  private WorkBar bar(Path of, boolean shown) {
    return shown ? console.progress(of.getFileName().toString()) : console.unseen();
  }
}
