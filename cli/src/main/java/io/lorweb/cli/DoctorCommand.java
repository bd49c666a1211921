package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.doctor.Doctor;
import io.lorweb.doctor.Examination;
import io.lorweb.doctor.FoundModel;
import io.lorweb.doctor.Problem;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lorweb doctor}: what is here, what is wrong and how to fix it. */
@Command(
    name = "doctor",
    description = "Checks Java, engine, threads, device, memory and models.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    Examination found = Doctor.examine();
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
    for (Problem problem : found.problems()) {
      console.result(line("problem", problem.problem()));
      console.result(line("  remedy", problem.remedy()));
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
