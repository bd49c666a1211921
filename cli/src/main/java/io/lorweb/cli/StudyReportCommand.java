package io.lorweb.cli;

import io.lorweb.files.AtomicFile;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.PngWriter;
import io.lorweb.study.Study;
import io.lorweb.study.report.ReportText;
import io.lorweb.study.report.WinChart;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
      "  lorweb study report study --markdown report.md --chart figure6.png"
    })
final class StudyReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The study's folder.")
  Path folder;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the report there, too.")
  Path markdown;

  @Option(
      names = "--chart",
      paramLabel = "PNG",
      description = "Write win rates with 68 %% intervals, as in the paper's figure 6.")
  Path chart;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "As for 'study serve'; better in LORWEB_DATABASE.")
  String database = System.getenv("LORWEB_DATABASE");

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    ReportText text = Study.report(folder, Optional.ofNullable(database));
    if (chart != null) {
      PngWriter.write(chart, WinChart.of(text.report()), Map.of());
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
