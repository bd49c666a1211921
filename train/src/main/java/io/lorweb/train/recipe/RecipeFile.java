package io.lorweb.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lorweb.config.Change;
import io.lorweb.config.Nearest;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads a training configuration: the reference's YAML as it is (docs/spec/LORWEB.md section 8.9),
 * or our short form (docs/training.md). Relative paths in it are relative to the current directory,
 * as in the reference.
 */
public final class RecipeFile {

  private static final String PROCESS = "config.process[0]";

  private RecipeFile() {}

  /**
   * A recipe and what had to be assumed or left aside to get it.
   *
   * @param recipe the resolved run
   * @param notices one sentence each
   */
  public record Read(Recipe recipe, List<String> notices) {
    public Read {
      notices = List.copyOf(notices);
    }
  }

  /**
   * @param yaml the file, at most 1 MiB
   * @param sets changes {@code path=value}; relative to {@code config.process[0]} in the
   *     reference's form and to the root in the short form
   * @param out the run's folder, instead of the one that the file names
   * @throws InputException naming file, line and key, what is wrong and what would be right
   */
  public static Read read(Path yaml, List<String> sets, Optional<Path> out) {
    return read(YamlFile.read(yaml, System::getenv), stem(yaml), sets, out, System::getenv);
  }

  /** Whether a file is in the reference's form. */
  static boolean isReference(Path yaml) {
    return isReference(YamlFile.read(yaml, System::getenv));
  }

  private static boolean isReference(YamlFile file) {
    return file.root().path("config").has("process");
  }

  static Read read(
      YamlFile file,
      String stem,
      List<String> sets,
      Optional<Path> out,
      UnaryOperator<String> environment) {
    List<Change> changes = sets.stream().map(Change::new).toList();
    List<String> notices = new ArrayList<>();
    Recipe recipe;
    if (isReference(file)) {
      oneProcess(file);
      changes.forEach(change -> change.apply(file, PROCESS, environment));
      outside(file);
      recipe = reference(file, notices);
    } else {
      changes.forEach(change -> change.apply(file, "", environment));
      // One folder or a list of folders is short for mappings with a path.
      ShortData.spellOut(file);
      RecipeKeys.shortForm().check(file, "", file.root());
      recipe = own(file, file.root(), stem, notices);
      idle(
          IdleKeys.of(file.root(), recipe, root -> own(file, root, stem, new ArrayList<>())),
          notices);
    }
    return new Read(out.map(recipe::withOut).orElse(recipe), notices);
  }

  private static Recipe own(YamlFile file, ObjectNode root, String stem, List<String> notices) {
    return ShortForm.read(new Section(file, "", "", root, new HashSet<>()), stem, notices);
  }

  private static void idle(List<String> keys, List<String> notices) {
    if (!keys.isEmpty()) {
      notices.add("without effect here: " + String.join(", ", keys));
    }
  }

  private static Recipe reference(YamlFile file, List<String> notices) {
    ObjectNode process = (ObjectNode) file.root().at("/config/process/0");
    JsonNode name = file.root().at("/config/name");
    if (!name.isTextual() && !name.isNumber()) {
      throw InputException.of(
          "%s must be the run's name", file.where("config.name", "config.name"));
    }
    replaceName(process, name.asText());
    List<String> idle = RecipeKeys.reference().check(file, PROCESS, process);
    Section section = new Section(file, PROCESS, "", process, new HashSet<>());
    Recipe recipe = ReferenceForm.read(name.asText(), section, notices);
    idle(idle, notices);
    return recipe;
  }

  private static void oneProcess(YamlFile file) {
    JsonNode process = file.root().at("/config/process");
    if (!process.isArray() || process.size() != 1 || !process.get(0).isObject()) {
      throw InputException.of(
          "%s must be a list of exactly one mapping: runs of several processes are given one by"
              + " one",
          file.where("config.process", "config.process"));
    }
  }

  /** What stands around the process. */
  private static void outside(YamlFile file) {
    Map<String, List<String>> known = new LinkedHashMap<>();
    known.put("", List.of("job", "config", "meta"));
    known.put("config", List.of("name", "process"));
    known.put("meta", List.of("name", "version"));
    known.forEach(
        (path, keys) -> {
          JsonNode node = path.isEmpty() ? file.root() : file.root().path(path);
          for (String key : (Iterable<String>) node::fieldNames) {
            String whole = path.isEmpty() ? key : path + "." + key;
            if (!keys.contains(key)) {
              throw InputException.of(
                  "%s is not a known key; %s", file.where(whole, whole), Nearest.hint(key, keys));
            }
          }
        });
    String job = file.root().path("job").asText("extension");
    if (!job.equals("extension")) {
      throw InputException.of("%s is '%s' but must be extension", file.where("job", "job"), job);
    }
  }

  /** The reference writes the run's name wherever the file says {@code [name]}. */
  private static void replaceName(JsonNode node, String name) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(named(entry.getValue(), name)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, named(array.get(i), name));
      }
    }
  }

  private static JsonNode named(JsonNode node, String name) {
    if (node.isTextual()) {
      return TextNode.valueOf(node.asText().replace("[name]", name));
    }
    replaceName(node, name);
    return node;
  }

  private static String stem(Path yaml) {
    return yaml.getFileName().toString().replaceAll("(?i)\\.ya?ml$", "");
  }
}
