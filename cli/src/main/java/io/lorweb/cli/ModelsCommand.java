package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.doctor.FoundModel;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import io.lorweb.model.FoundFile;
import io.lorweb.parts.PartReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lorweb models}: what --model may name on this machine, or what files are. */
@Command(
    name = "models",
    description =
        "Lists the models on this machine: the embedded one and the local hub cache; or says what"
            + " files are: part, format, size.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description = "Files, or folders whose files are looked at.")
  List<Path> paths = List.of();

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    return paths.isEmpty() ? models(console) : files(console);
  }

  private static int models(Console console) {
    List<FoundModel> models = FoundModel.all();
    for (FoundModel model : models) {
      console.result(String.format(Locale.ROOT, "%-45s %s", model.name(), model.path()));
    }
    ArrayNode report = new ObjectMapper().createArrayNode();
    models.forEach(model -> report.add(JsonRecords.tree(model)));
    console.report(report);
    return 0;
  }

  private int files(Console console) {
    List<FoundFile> found = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw InputException.of("%s does not exist", path);
      }
      if (Files.isDirectory(path)) {
        found.addAll(FoundFile.below(path));
      } else {
        found.add(FoundFile.of(path));
      }
    }
    ArrayNode report = new ObjectMapper().createArrayNode();
    for (FoundFile file : found) {
      show(file, console);
      ObjectNode json = JsonRecords.tree(file);
      report.add(json);
    }
    console.report(report);
    boolean useless = found.stream().allMatch(file -> !file.problem().isEmpty());
    return useless ? Failures.MENDABLE : 0;
  }

  private static void show(FoundFile file, Console console) {
    console.result(file.file().toString());
    for (PartReport part : file.parts()) {
      console.result(
          String.format(
              Locale.ROOT,
              "  %s; of %s; resident %,.1f MB in bf16, %,.1f MB in fp32",
              part.line(),
              part.base(),
              2 * part.values() / 1e6,
              4 * part.values() / 1e6));
      part.notices().forEach(notice -> console.result("    " + notice));
    }
    if (file.lora()) {
      console.result("  a LoRA: see lorweb lora inspect");
    }
    if (!file.problem().isEmpty()) {
      console.result("  " + file.problem());
    }
  }
}
