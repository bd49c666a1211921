package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.eval.report.IntervalChart;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.study.Study;
import io.lorweb.study.report.ReportPage;
import io.lorweb.study.report.ReportText;
import io.lorweb.study.report.StudyChart;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb study report DIR}. */
@Command(
    name = "report",
    description =
        "Says what a study has found: win rates, strengths, agreement with the VLM judge.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lorweb study report study",
      "  lorweb study report study --json",
      "  lorweb study report study --html report.html --markdown report.md --chart figure6.png"
    })
final class StudyReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The study's folder.")
  Path folder;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the report there, too.")
  Path markdown;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report with its charts as one page that needs nothing beside it.")
  Path html;

  @Option(
      names = "--chart",
      paramLabel = "PNG",
      description = "Write win rates with 68 %% intervals, as in the paper's figure 6.")
  Path chart;

  @Mixin DatabaseOption database;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    ReportText text = Study.report(folder, database.url());
    if (chart != null) {
      Picture wins =
          StudyChart.WINS
              .chart(text.report())
              .map(IntervalChart::picture)
              .orElseThrow(
                  () -> new InputException("no votes of the study count yet: a chart needs some"));
      PngWriter.write(chart, wins, Map.of());
    }
    if (html != null) {
      AtomicFile.write(html, ReportPage.of(text));
    }
    if (markdown != null) {
      AtomicFile.write(markdown, text.markdown());
    }
    text.sentences().forEach(console::result);
    for (ReportText.Section section : text.sections()) {
      console.result("");
      console.result(section.heading());
      section.table().text().forEach(console::result);
    }
    console.report(JsonRecords.tree(text.report()));
    return 0;
  }
}
