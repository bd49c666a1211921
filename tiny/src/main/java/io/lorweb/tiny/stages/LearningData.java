package io.lorweb.tiny.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.config.JsonFile;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a family learns from: folders that {@code lorweb tiny data} has written, each with pictures
 * of its own size. Several sizes make a family for several sizes.
 *
 * @param folders at least one; the first one's pictures stand for all where a sample will do
 */
public record LearningData(List<Path> folders) {

  private static final String OPTIONS = "options.json";

  /**
   * @throws InputException when a folder has no manifest of training pairs
   */
  public LearningData {
    folders = List.copyOf(folders);
    for (Path folder : folders) {
      for (FamilyStage stage : FamilyStage.values()) {
        manifest(folder, stage.manifest());
      }
    }
  }

  private static Path manifest(Path folder, String name) {
    Path manifest = folder.resolve(name);
    if (!Files.exists(manifest)) {
      throw InputException.of(
          "%s does not exist; make the data first: lorweb tiny data %s", manifest, folder);
    }
    return manifest;
  }

  /** A manifest of edits of all kinds. */
  Path sample() {
    return manifest(folders.get(0), FamilyStage.VAE.manifest());
  }

  /**
   * The {@code data} of a recipe, as a change of that key: every entry that is the bare name of a
   * manifest is there once for each folder, at the folder's size. Other entries stay as they are.
   */
  String of(Path recipe) {
    ArrayNode data = new ObjectMapper().createArrayNode();
    JsonNode written = YamlFile.read(recipe, System::getenv).root().path("data");
    for (JsonNode entry : written.isArray() ? written : List.of(written)) {
      ObjectNode mapping =
          entry instanceof ObjectNode object
              ? object
              : new ObjectMapper().createObjectNode().put("path", entry.asText());
      Path path = Path.of(mapping.path("path").asText());
      if (path.getNameCount() > 1 || path.isAbsolute() || !path.toString().endsWith(".jsonl")) {
        data.add(mapping);
      } else {
        folders.forEach(folder -> data.add(in(folder, path.toString(), mapping.deepCopy())));
      }
    }
    return "data=" + data;
  }

  private static ObjectNode in(Path folder, String name, ObjectNode entry) {
    entry.put("path", manifest(folder, name).toString());
    Path options = folder.resolve(OPTIONS);
    if (Files.exists(options) && !entry.has("resolution")) {
      entry.put("resolution", JsonFile.read(options).integer("size"));
    }
    return entry;
  }
}
