package io.lorweb.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.train.runs.RunHistory;
import io.lorweb.train.runs.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lorweb runs}: looks at training runs. */
@Command(
    name = "runs",
    description = "Lists training runs and draws their curves.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  lorweb runs list output",
      "  lorweb runs plot output/one output/two -o plots"
    })
final class RunsCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "plot",
      description = "Draws loss, routing and samples to PNG files and one HTML page.",
      mixinStandardHelpOptions = true)
  int plot(
      @Parameters(paramLabel = "RUN", arity = "1..*", description = "A run's folder.")
          List<Path> runs,
      @Option(
              names = {"-o", "--out"},
              paramLabel = "DIR",
              required = true,
              description = "Folder for the plots.")
          Path out,
      @Mixin OutputOptions output) {
    Console console = console(output);
    OutputTargets.check(out.resolve("index.html"), List.of());
    List<RunHistory> histories = runs.stream().map(RunHistory::read).toList();
    List<Path> written = RunReport.write(histories, out);
    ArrayNode report = new ObjectMapper().createArrayNode();
    for (Path file : written) {
      console.result(file.toString());
      report.add(file.toString());
    }
    console.report(report);
    return 0;
  }

  @Command(
      name = "list",
      description = "Lists the runs in a folder with their last step and loss.",
      mixinStandardHelpOptions = true)
  int list(
      @Parameters(
              paramLabel = "DIR",
              arity = "0..1",
              defaultValue = "output",
              description = "A folder of runs (default: ${DEFAULT-VALUE}).")
          Path folder,
      @Mixin OutputOptions output) {
    Console console = console(output);
    ArrayNode report = new ObjectMapper().createArrayNode();
    for (Path run : runs(folder)) {
      RunHistory history = RunHistory.read(run);
      ObjectNode json = report.addObject();
      json.put("run", run.toString());
      history
          .last()
          .ifPresent(
              step -> {
                json.put("step", step.step());
                json.put("loss", Double.isNaN(step.loss()) ? null : step.loss());
              });
      history.validation().ifPresent(loss -> json.put("validation_loss", loss));
      console.result(
          String.format(
              Locale.ROOT,
              "%-40s step %-8s loss %s%s",
              run,
              json.path("step").asText("0"),
              figure(json.path("loss")),
              json.has("validation_loss")
                  ? ", held out " + figure(json.path("validation_loss"))
                  : ""));
    }
    console.report(report);
    return 0;
  }

  /** Four digits: the loss of a few examples means no more. */
  private static String figure(JsonNode number) {
    return number.isNumber() ? String.format(Locale.ROOT, "%.4f", number.asDouble()) : "-";
  }

  private static List<Path> runs(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw InputException.of("folder %s does not exist", folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return Stream.concat(Stream.of(folder), entries.sorted()).filter(RunHistory::isRun).toList();
    } catch (IOException e) {
      throw new InputException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Console console(OutputOptions output) {
    return output.console();
  }
}
