package io.lorweb.cli;

import io.lorweb.files.AtomicFile;
import io.lorweb.report.HtmlReport;
import io.lorweb.report.MarkdownReport;
import io.lorweb.report.SummaryFile;
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
