package io.lorweb.cli;

import io.lorweb.eval.report.SummaryFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lorweb eval report DIR} (docs/eval.md). */
@Command(
    name = "report",
    description = "Rewrites the reports of an evaluation from its summary.json.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  lorweb eval report results"})
final class EvalReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The folder that 'lorweb eval run' has written.")
  Path folder;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    SummaryFile summary = SummaryFile.read(folder);
    EvalReports.write(summary, folder);
    console.result(folder.resolve(EvalReports.HTML).toString());
    console.report(summary.json(folder));
    return 0;
  }
}
