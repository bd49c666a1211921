package io.lorweb.cli;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Measure;
import io.lorweb.eval.suite.Suite;
import io.lorweb.eval.suite.SuiteRunner;
import io.lorweb.tensor.Engine;
import io.lorweb.tiny.measure.OracleMetric;
import io.lorweb.tiny.tasks.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the command line meets a suite.
 *
 * @param options where to, and how many questions at once
 */
record SuiteRun(Suite suite, SuiteOptions options, Console console) {

  /** Answers and measures; the engine keeps to one thread a question from here on. */
  Evaluation run() {
    // Several questions at once keep the cores busy; more threads inside one would be in the way.
    Engine.start();
    Engine.threads(1);
    try (WorkBar bars = console.progress("")) {
      return new SuiteRunner(
              suite,
              options.out,
              Map.of(OracleMetric.ID, this::oracle),
              options.threads,
              new SuiteRunner.Watching(
                  model -> Loading.open(model.load(), console), console::note, bars))
          .run();
    }
  }

  private Measure oracle() {
    Path written = suite.data().get(0).path().resolveSibling("options.json");
    if (!Files.exists(written)) {
      throw InputException.of(
          "the metric 'oracle' needs data written by 'lorweb tiny data': %s is missing", written);
    }
    int side = JsonFile.read(written).integer("size");
    return OracleMetric.of(
        options.drawings.make(side, options.threads, console).pool(), new Catalogue());
  }
}
