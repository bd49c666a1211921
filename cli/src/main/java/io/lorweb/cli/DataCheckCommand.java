package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.train.data.DataCheck;
import io.lorweb.train.data.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb data check DIR} (docs/data.md). */
@Command(
    name = "check",
    description = {
      "Finds pictures that are unreadable, missing, mismatched, duplicate or in two splits.",
      "Exit code 1 when there are findings."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DataCheckCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description =
          "Prepared folder, manifest (.jsonl) or folder of pairs; several are taken as splits of"
              + " one whole, such as train and test.")
  List<Path> paths;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pictures read at once (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--reference-crops",
      description = "Read the pictures as with the recipe's reference_crops: profiles are ignored.")
  boolean reference;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    DataCheck.Report report;
    try (WorkBar progress = console.progress("check")) {
      report = DataCheck.run(paths, reference, threads, progress);
    }
    if (report.converted() > 0) {
      console.note(
          report.converted() + " pictures have other colour profiles: they are read as sRGB");
    }
    report.findings().forEach(finding -> console.result(finding.toString()));
    console.note(
        String.format(
            Locale.ROOT,
            "%d entries, %d pictures, %d findings",
            report.entries(),
            report.pictures(),
            report.findings().size()));
    console.report(json(report));
    return report.findings().isEmpty() ? 0 : Failures.FAILED;
  }

  private static ObjectNode json(DataCheck.Report report) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("entries", report.entries());
    json.put("pictures", report.pictures());
    json.put("converted", report.converted());
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : report.findings()) {
      findings
          .addObject()
          .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
          .put("where", finding.where())
          .put("what", finding.what())
          .put("advice", finding.advice());
    }
    return json;
  }
}
