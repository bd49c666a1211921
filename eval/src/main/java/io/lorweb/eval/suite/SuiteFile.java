package io.lorweb.eval.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.config.KnownKeys;
import io.lorweb.config.Section;
import io.lorweb.config.YamlFile;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.image.Size;
import io.lorweb.tensor.DeviceSetting;
import io.lorweb.tensor.DtypeSetting;
import io.lorweb.tensor.MemorySetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a suite out of YAML (docs/eval.md). Paths are relative to the working folder. */
public final class SuiteFile {

  private static final KnownKeys KEYS = KnownKeys.of(SuiteFile.class, "suite-keys.txt");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");

  /** What is measured when the file does not say it. */
  private static final List<String> METRICS = List.of("psnr", "ssim", "clip-direction");

  private SuiteFile() {}

  /**
   * @param file at most 1 MiB
   * @throws InputException naming file, line and key, what is wrong and what would be right
   */
  public static Suite read(Path file) {
    YamlFile yaml = YamlFile.read(file, System::getenv);
    KEYS.check(yaml, "", yaml.root());
    Section root = new Section(yaml, "", "", yaml.root(), new HashSet<>());
    List<String> metrics = root.has("metrics") ? root.texts("metrics") : METRICS;
    return root.make(
        () ->
            new Suite(
                root.text("name", stem(file)),
                root.whole("seed", 0),
                sources(root),
                groups(yaml, root),
                models(root),
                metrics,
                root.has("alexnet") ? Optional.of(root.path("alexnet")) : Optional.empty(),
                root.optionalText("clip"),
                root.has("dino") ? Optional.of(root.path("dino")) : Optional.empty(),
                root.flag("routing", true),
                root.has("judge")
                    ? Optional.of(JudgeSection.read(root.section("judge")))
                    : Optional.empty()));
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceAll("(?i)\\.ya?ml$", "");
  }

  private static List<Suite.Data> sources(Section root) {
    List<Suite.Data> sources = root.sections("data").stream().map(SuiteFile::data).toList();
    if (sources.isEmpty()) {
      throw new InputException("data is missing: name a manifest or a folder");
    }
    return sources;
  }

  private static Suite.Data data(Section data) {
    return data.make(
        () ->
            new Suite.Data(
                data.choice("kind", Suite.Data.Kind.class, Suite.Data.Kind.MANIFEST),
                data.path("path"),
                data.optionalText("split"),
                data.texts("tasks"),
                data.texts("without"),
                data.integer("items", 0),
                data.optionalText("group")));
  }

  private static List<Group> groups(YamlFile yaml, Section root) {
    List<Group> groups = new ArrayList<>();
    if (root.has("groups")) {
      if (!(yaml.root().get("groups") instanceof ObjectNode named)) {
        throw root.refused("groups", "must be a mapping from a name to a list of tasks");
      }
      for (String name : (Iterable<String>) named::fieldNames) {
        groups.add(new Group(name, tasks(root, name, named.get(name))));
      }
    }
    return groups;
  }

  private static Set<String> tasks(Section root, String name, JsonNode list) {
    Set<String> tasks = new LinkedHashSet<>();
    for (JsonNode task : list) {
      tasks.add(task.asText());
    }
    if (!list.isArray() || tasks.isEmpty()) {
      throw root.refused("groups", "must give '" + name + "' a list of tasks");
    }
    return tasks;
  }

  /** Who answers by analogy once for each number of demonstrations, unless it has its own. */
  private static List<EvaluatedModel> models(Section root) {
    List<Integer> numbers = root.integers("demonstrations", List.of(1));
    List<EvaluatedModel> models = new ArrayList<>();
    for (Section section : root.sections("models")) {
      EvaluatedModel model = model(section);
      if (model.way() != Way.ANALOGY || section.has("demonstrations")) {
        models.add(model);
        continue;
      }
      for (int number : numbers) {
        String name = numbers.size() == 1 ? model.name() : model.name() + " k=" + number;
        models.add(shown(model, name, number));
      }
    }
    return models;
  }

  private static EvaluatedModel shown(EvaluatedModel model, String name, int demonstrations) {
    return new EvaluatedModel(
        name, model.way(), model.prompted(), demonstrations, model.load(), model.settings());
  }

  private static EvaluatedModel model(Section model) {
    boolean lora = model.has("lora");
    Way way = model.choice("by", Way.class, lora ? Way.EDIT : Way.ANALOGY);
    // Without a word only pictures tell what to do; an instruction is what an edit goes by.
    boolean prompted = model.flag("prompt", way == Way.EDIT && !lora);
    if (way != Way.ANALOGY && model.has("demonstrations")) {
      throw model.refused("demonstrations", "goes with 'by: analogy'");
    }
    int demonstrations = model.integer("demonstrations", 1);
    return model.make(
        () ->
            new EvaluatedModel(
                model.text("name"),
                way,
                prompted,
                demonstrations,
                load(model, way),
                settings(model)));
  }

  private static LoadOptions load(Section model, Way way) {
    LoadOptions load = LoadOptions.defaults();
    load = model.has("model") ? load.parts(p -> p.model(model.text("model"))) : load;
    load = model.has("encoder") ? load.parts(p -> p.encoder(model.text("encoder"))) : load;
    load =
        model.has("device")
            ? load.machine(m -> m.device(DeviceSetting.parse(model.text("device"))))
            : load;
    load =
        model.has("dtype")
            ? load.machine(m -> m.dtype(DtypeSetting.parse(model.text("dtype"))))
            : load;
    load =
        model.has("memory")
            ? load.machine(m -> m.memory(MemorySetting.parse(model.text("memory"))))
            : load;
    if (model.has("lora")) {
      load = load.lora(model.path("lora"), model.decimal("lora_scale", 1));
    }
    if (way != Way.ANALOGY) {
      for (String key : List.of("adapter", "explain", "instructions")) {
        if (model.has(key)) {
          throw model.refused(key, "goes with 'by: analogy'");
        }
      }
      return load.baseOnly();
    }
    if (model.has("instructions")) {
      if (!model.has("explain")) {
        throw model.refused("instructions", "goes with 'explain'");
      }
      load = load.parts(p -> p.instructions(model.path("instructions")));
    }
    load = model.has("adapter") ? load.parts(p -> p.adapter(model.path("adapter"))) : load;
    return model.has("config") ? load.parts(p -> p.config(model.path("config"))) : load;
  }

  private static Settings settings(Section model) {
    return Settings.defaults()
        .sampling(
            s ->
                s.steps(model.optionalInteger("steps")).guidance(model.optionalDecimal("guidance")))
        .canvas(
            c ->
                c.size(model.optionalText("size").map(text -> size(model, text)))
                    .layout(model.optionalText("layout").map(Layout::parse))
                    .draft(model.optionalInteger("draft")))
        .mixing(
            m ->
                m.strength(model.decimal("strength", 1))
                    .fit(model.optionalInteger("fit"))
                    .explain(model.optionalInteger("explain")));
  }

  private static Size size(Section model, String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw model.refused("size", "must be a side such as 64, or WxH such as 96x64");
    }
    String height = size.group(2) == null ? size.group(1) : size.group(2);
    return new Size(Integer.parseInt(size.group(1)), Integer.parseInt(height));
  }
}
