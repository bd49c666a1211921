package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.doctor.Doctor;
import io.lorweb.doctor.Examination;
import io.lorweb.doctor.FoundModel;
import io.lorweb.doctor.Problem;
import io.lorweb.model.ModelFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lorweb doctor}: what is here, what is wrong and how to fix it. */
@Command(
    name = "doctor",
    description =
        "Checks Java, engine, threads, device, memory and models; with --model or parts of one also"
            + " what it lacks for a run.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR|FILE",
      description = "A model to look at, as of apply and edit.")
  String model;

  @Option(
      names = "--encoder",
      paramLabel = "DIR|FILE",
      description = "The image encoder of the queries, as of apply.")
  String encoder;

  @Option(
      names = {"-w", "--adapter"},
      paramLabel = "FILE",
      description = "The LoRWeB checkpoint that the image encoder must fit, as of apply.")
  Path adapter;

  @Mixin PartOptions parts;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    String base = model != null || parts.transformer == null ? model : parts.transformer.toString();
    if (base == null && (encoder != null || adapter != null)) {
      base = ModelFolder.EMBEDDED;
    }
    Examination found =
        base == null
            ? Doctor.examine()
            : Doctor.examine(
                base, parts.named(), Optional.ofNullable(encoder), Optional.ofNullable(adapter));
    ObjectNode json = found.json();
    json.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isValueNode()) {
                console.result(line(entry.getKey(), entry.getValue().asText()));
              }
            });
    for (FoundModel model : found.models()) {
      console.result(line("model", model.name() + " (" + model.path() + ")"));
    }
    found.parts().forEach(part -> console.result(line("part", part)));
    for (Problem problem : found.problems()) {
      console.result(line("problem", Flags.of(problem.problem())));
      console.result(line("  remedy", Flags.of(problem.remedy())));
    }
    if (found.problems().isEmpty()) {
      console.result("all is well");
    }
    console.report(json);
    return found.problems().isEmpty() ? 0 : Failures.FAILED;
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-18s %s", name, value);
  }
}
