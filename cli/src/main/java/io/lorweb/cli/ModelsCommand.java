package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lorweb.doctor.FoundModel;
import io.lorweb.files.JsonRecords;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lorweb models}: what --model may name on this machine. */
@Command(
    name = "models",
    description = "Lists the models on this machine: the embedded one and the local hub cache.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    List<FoundModel> models = FoundModel.all();
    for (FoundModel model : models) {
      console.result(String.format(Locale.ROOT, "%-45s %s", model.name(), model.path()));
    }
    ArrayNode report = new ObjectMapper().createArrayNode();
    models.forEach(model -> report.add(JsonRecords.tree(model)));
    console.report(report);
    return 0;
  }
}
