package io.lorweb.cli;

import io.lorweb.eval.report.Appendix;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.eval.routing.RoutingAppendix;
import io.lorweb.eval.routing.SpanAppendix;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Routes;
import io.lorweb.eval.suite.Suite;
import io.lorweb.eval.suite.SuiteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lorweb eval run SUITE.yaml --out DIR} (docs/eval.md). */
@Command(
    name = "run",
    description = "Asks every model of a suite its questions, and measures the answers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes DIR/outputs (one PNG for each model and question), DIR/summary.json,",
      "DIR/report.md, DIR/report.html and DIR/tables. Existing pictures are reused:",
      "a stopped run can be resumed, and metrics or models can be added later.",
      "Exit code 1: something failed, such as a question or the judge; the rest is written.",
      "",
      "Example:",
      "  lorweb eval run suite.yaml --out results"
    })
final class EvalRunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SUITE.yaml", description = "Models and questions (docs/eval.md).")
  Path file;

  @Mixin SuiteOptions options;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    options.check();
    Path out = options.out;
    Suite suite = SuiteFile.read(file);
    Evaluation evaluation = new SuiteRun(suite, options, console).run();
    List<Appendix> appendices = new ArrayList<>();
    for (Routes routes : evaluation.routes()) {
      appendices.add(RoutingAppendix.of(evaluation, routes));
      SpanAppendix.of(evaluation, routes).ifPresent(appendices::add);
    }
    SummaryFile summary =
        new SummaryFile(evaluation, "lorweb eval run " + file + " --out " + out, appendices);
    summary.write(out);
    EvalReports.write(summary, out);
    evaluation.problems().forEach(problem -> console.warn(problem.sentence()));
    console.result(out.resolve(EvalReports.HTML).toString());
    console.report(summary.json(out));
    return EvalReports.code(evaluation);
  }
}
