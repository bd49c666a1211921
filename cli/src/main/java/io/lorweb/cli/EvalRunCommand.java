package io.lorweb.cli;

import io.lorweb.data.ProgressListener;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonFile;
import io.lorweb.measure.OracleMetric;
import io.lorweb.report.SummaryFile;
import io.lorweb.suite.Evaluating;
import io.lorweb.suite.Evaluation;
import io.lorweb.suite.Measure;
import io.lorweb.suite.Suite;
import io.lorweb.suite.SuiteFile;
import io.lorweb.tasks.Catalogue;
import io.lorweb.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lorweb eval run SUITE.yaml --out DIR} (docs/eval.md). */
@Command(
    name = "run",
    description = "Has every model of a suite answer its questions, and measures the answers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes DIR/outputs (one PNG for each model and question), DIR/summary.json,",
      "DIR/report.md and DIR/report.html. Pictures that are there already are not made again:",
      "a run that was stopped goes on, and metrics or models can be added later.",
      "",
      "Example:",
      "  lorweb eval run suite.yaml --out results"
    })
final class EvalRunCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SUITE.yaml", description = "What is asked of whom (docs/eval.md).")
  Path file;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for pictures and reports.")
  Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Questions worked on at once (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin DrawingOptions drawings;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = new Console(output, spec.commandLine().getOut(), spec.commandLine().getErr());
    Numbers.atLeast("--threads", threads, 1);
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw InputException.of("--out %s is a file; give a folder", out);
    }
    Suite suite = SuiteFile.read(file);
    // Several questions at once keep the cores busy; more threads inside one would be in the way.
    Engine.start();
    Engine.threads(1);
    Evaluation evaluation;
    try (Bars bars = new Bars(console)) {
      evaluation =
          new Evaluating(
                  suite,
                  out,
                  Map.of(OracleMetric.ID, () -> oracle(suite, console)),
                  threads,
                  new Evaluating.Watching(
                      contestant -> Loading.open(contestant.load(), console), bars::next))
              .run();
    }
    SummaryFile summary = new SummaryFile(evaluation, "lorweb eval run " + file + " --out " + out);
    summary.write(out);
    EvalReports.write(summary, out);
    evaluation.problems().forEach(problem -> console.warn(problem.sentence()));
    console.result(out.resolve(EvalReports.HTML).toString());
    console.report(summary.json(out));
    return 0;
  }

  private Measure oracle(Suite suite, Console console) {
    Path options = suite.data().get(0).path().resolveSibling("options.json");
    if (!Files.exists(options)) {
      throw InputException.of(
          "the metric 'oracle' needs data that 'lorweb tiny data' has written: there is no %s",
          options);
    }
    int side = JsonFile.read(options).integer("size");
    return OracleMetric.of(drawings.make(side, threads, console).pool(), new Catalogue());
  }

  /** One progress bar after the other. */
  private static final class Bars implements AutoCloseable {
    private final Console console;
    private final List<Console.Counting> open = new ArrayList<>();

    Bars(Console console) {
      this.console = console;
    }

    ProgressListener next(String work) {
      close();
      Console.Counting bar = console.counting(work);
      open.add(bar);
      return bar;
    }

    @Override
    public void close() {
      open.forEach(Console.Counting::close);
      open.clear();
    }
  }
}
