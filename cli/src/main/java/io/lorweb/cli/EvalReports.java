package io.lorweb.cli;

import io.lorweb.eval.report.HtmlReport;
import io.lorweb.eval.report.MarkdownReport;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.eval.report.TableFiles;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.files.AtomicFile;
import java.nio.file.Path;

/** The reports that people read, and the tables by themselves. */
final class EvalReports {

  static final String HTML = "report.html";
  private static final String MARKDOWN = "report.md";

  private EvalReports() {}

  /** The exit code of a command that evaluates: results are written also where something failed. */
  static int code(Evaluation evaluation) {
    return evaluation.problems().isEmpty() ? 0 : Failures.FAILED;
  }

  /** Writes them into {@code folder}. */
  static void write(SummaryFile summary, Path folder) {
    AtomicFile.write(
        folder.resolve(MARKDOWN),
        MarkdownReport.of(summary.evaluation(), summary.command(), summary.appendices()));
    AtomicFile.write(
        folder.resolve(HTML),
        HtmlReport.of(summary.evaluation(), summary.command(), summary.appendices()));
    TableFiles.write(summary, folder);
  }
}
