package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.model.EmbeddedModel;
import io.lorweb.model.HubCache;
import io.lorweb.model.ModelFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb models}: what --model may name on this machine. */
@Command(
    name = "models",
    description = "Lists the models on this machine: the embedded one and the local hub cache.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = new Console(output, spec.commandLine().getOut(), spec.commandLine().getErr());
    ArrayNode models = list();
    for (int i = 0; i < models.size(); i++) {
      console.result(
          String.format(
              "%-45s %s", models.get(i).get("name").asText(), models.get(i).get("path").asText()));
    }
    console.report(models);
    return 0;
  }

  /** Every model folder found, with its name and place. */
  static ArrayNode list() {
    ArrayNode models = new ObjectMapper().createArrayNode();
    if (EmbeddedModel.exists(ModelFolder.EMBEDDED)) {
      add(models, ModelFolder.EMBEDDED, true);
    }
    HubCache.ids().forEach(id -> add(models, id, false));
    return models;
  }

  private static void add(ArrayNode models, String name, boolean embedded) {
    try {
      ModelFolder folder = ModelFolder.find(name);
      ObjectNode model = models.addObject();
      model.put("name", name);
      model.put("path", folder.path().toString());
      model.put("embedded", embedded);
      model.put("adapter", folder.adapter().map(Object::toString).orElse(null));
    } catch (InputException e) {
      // The cache also holds encoders and language models, which are no Kontext folders.
    }
  }
}
