package io.lorweb.cli;

import io.lorweb.eval.report.HtmlReport;
import io.lorweb.eval.report.MarkdownReport;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.files.AtomicFile;
import java.nio.file.Path;

/** The reports that people read. */
final class EvalReports {

  static final String HTML = "report.html";
  private static final String MARKDOWN = "report.md";

  private EvalReports() {}

  /** Writes them into {@code folder}. */
  static void write(SummaryFile summary, Path folder) {
    AtomicFile.write(
        folder.resolve(MARKDOWN),
        MarkdownReport.of(summary.evaluation(), summary.command(), summary.appendices()));
    AtomicFile.write(
        folder.resolve(HTML),
        HtmlReport.of(summary.evaluation(), summary.command(), summary.appendices()));
  }
}
