package io.lorweb.eval.ablation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.config.KnownKeys;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads a plan out of YAML (docs/eval.md). Paths are relative to the working folder. */
public final class PlanFile {

  private static final KnownKeys KEYS = KnownKeys.of(PlanFile.class, "plan-keys.txt");

  private PlanFile() {}

  /**
   * @param file at most 1 MiB
   * @throws io.lorweb.error.InputException naming file, line and key, what is wrong and what would
   *     be right
   */
  public static Plan read(Path file) {
    YamlFile yaml = YamlFile.read(file, System::getenv);
    KEYS.check(yaml, "", yaml.root());
    Section root = new Section(yaml, "", "", yaml.root(), new HashSet<>());
    JsonNode vary = yaml.root().path("vary");
    List<Axis> axes = new ArrayList<>();
    if (root.has("vary")) {
      for (Section axis : root.sections("vary")) {
        axes.add(axis(axis, vary.path(axes.size()).path("values")));
      }
    }
    List<Variant> named =
        root.has("variants")
            ? root.sections("variants").stream().map(PlanFile::variant).toList()
            : List.of();
    return root.make(
        () ->
            new Plan(
                root.text("name", file.getFileName().toString().replaceAll("(?i)\\.ya?ml$", "")),
                root.path("recipe"),
                root.path("suite"),
                root.texts("set"),
                axes,
                named,
                root.integers("seeds", List.of(0)).stream().map(Integer::longValue).toList()));
  }

  /** Values may be numbers, words or flags: each goes into the recipe as it is written. */
  private static Axis axis(Section axis, JsonNode values) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : values) {
      if (!value.isValueNode() || value.isNull()) {
        throw axis.refused("values", "must be a list of numbers and words");
      }
      texts.add(value.asText());
    }
    return axis.make(() -> new Axis(axis.text("key"), texts));
  }

  private static Variant variant(Section variant) {
    return variant.make(() -> new Variant(variant.text("name"), variant.texts("set")));
  }
}
