package io.lorweb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.adapt.Application;
import io.lorweb.analogy.Composer.Compatibility;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonFile;
import io.lorweb.image.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Load options and settings as JSON objects, absent values left out. */
final class RunJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunJson() {}

  static ObjectNode load(LoadOptions options) {
    ObjectNode json = JSON.createObjectNode();
    json.put("model", options.model());
    options.adapter().ifPresent(path -> json.put("adapter", path.toString()));
    options.config().ifPresent(path -> json.put("config", path.toString()));
    options.encoder().ifPresent(encoder -> json.put("encoder", encoder));
    for (LoadOptions.Lora lora : options.loras()) {
      json.withArray("lora_files").add(lora.file().toString());
      json.withArray("lora_scales").add(lora.scale());
    }
    json.put("device", options.device());
    json.put("dtype", options.dtype());
    json.put("memory", options.memory());
    json.put("application", lower(options.application()));
    json.put("adapted", options.adapted());
    return json;
  }

  static LoadOptions load(JsonFile json) {
    LoadOptions options =
        new LoadOptions(
            json.text("model"),
            json.optionalText("adapter").map(Path::of),
            json.optionalText("config").map(Path::of),
            json.optionalText("encoder"),
            List.of(),
            json.text("device"),
            json.text("dtype"),
            json.text("memory"),
            Application.parse(json.text("application")),
            json.flag("adapted"),
            OptionalInt.empty());
    if (json.has("lora_files")) {
      List<String> files = json.texts("lora_files");
      List<Double> scales = json.decimals("lora_scales");
      if (scales.size() != files.size()) {
        throw InputException.of(
            "%s: %d LoRAs but %d scales", json.where(), files.size(), scales.size());
      }
      for (int i = 0; i < files.size(); i++) {
        options = options.lora(Path.of(files.get(i)), scales.get(i));
      }
    }
    return options;
  }

  static ObjectNode settings(Settings settings) {
    ObjectNode json = JSON.createObjectNode();
    settings.prompt().ifPresent(prompt -> json.put("prompt", prompt));
    settings.negativePrompt().ifPresent(prompt -> json.put("negative_prompt", prompt));
    json.put("true_cfg", settings.cfg());
    settings.steps().ifPresent(steps -> json.put("steps", steps));
    settings.guidance().ifPresent(guidance -> json.put("guidance", guidance));
    json.put("seed", Long.toString(settings.seed()));
    json.put("strength", settings.strength());
    settings.size().ifPresent(size -> json.put("width", size.width()).put("height", size.height()));
    settings.maxArea().ifPresent(area -> json.put("max_area", Long.toString(area)));
    settings.maxSize().ifPresent(size -> json.put("max_size", size));
    settings.layout().ifPresent(layout -> json.put("layout", layout.label()));
    json.put("compatibility", lower(settings.compatibility()));
    settings.textLength().ifPresent(length -> json.put("text_length", length));
    settings.fit().ifPresent(steps -> json.put("fit", steps));
    settings.draft().ifPresent(side -> json.put("draft", side));
    return json;
  }

  static Settings settings(JsonFile json) {
    return new Settings(
        json.optionalText("prompt"),
        json.optionalText("negative_prompt"),
        json.decimal("true_cfg", 1),
        integer(json, "steps"),
        json.has("guidance") ? OptionalDouble.of(json.decimal("guidance")) : OptionalDouble.empty(),
        number(json, "seed"),
        json.decimal("strength", 1),
        json.has("width")
            ? Optional.of(new Size(json.integer("width"), json.integer("height")))
            : Optional.empty(),
        json.has("max_area") ? OptionalLong.of(number(json, "max_area")) : OptionalLong.empty(),
        integer(json, "max_size"),
        json.optionalText("layout").map(Layout::parse),
        compatibility(json.text("compatibility", "none")),
        integer(json, "text_length"),
        // Older pictures do not name them: there was neither then, whatever the model says now.
        OptionalInt.of(json.integer("fit", 0)),
        OptionalInt.of(json.integer("draft", 0)));
  }

  private static OptionalInt integer(JsonFile json, String key) {
    return json.has(key) ? OptionalInt.of(json.integer(key)) : OptionalInt.empty();
  }

  private static long number(JsonFile json, String key) {
    try {
      return Long.parseLong(json.text(key));
    } catch (NumberFormatException e) {
      throw InputException.of("%s: '%s' is not a whole number", json.where(), key);
    }
  }

  private static Compatibility compatibility(String text) {
    for (Compatibility value : Compatibility.values()) {
      if (lower(value).equals(text)) {
        return value;
      }
    }
    throw InputException.of("compatibility '%s' is unknown", text);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
