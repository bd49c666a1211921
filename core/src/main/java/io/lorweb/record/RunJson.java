package io.lorweb.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;

/**
 * Load options and settings as the JSON objects of a run's record. The records are bound as they
 * are but for what older files write in another way.
 */
public final class RunJson {

  private RunJson() {}

  /** {@code options} without the threads, which a record tells of the run, and without limits. */
  public static ObjectNode load(LoadOptions options) {
    ObjectNode json = JsonRecords.tree(options);
    json.remove("threads");
    json.remove("limits");
    JsonNode loras = json.remove("loras");
    for (JsonNode lora : loras) {
      json.withArray("lora_files").add(lora.get("file"));
      json.withArray("lora_scales").add(lora.get("scale"));
    }
    return json;
  }

  /** Reads what {@link #load(LoadOptions)} writes; {@code where} names it in messages. */
  public static LoadOptions load(String where, JsonNode json) {
    ObjectNode load = object(where, json);
    ArrayNode files = load.withArray("lora_files");
    ArrayNode scales = load.withArray("lora_scales");
    if (scales.size() != files.size()) {
      throw InputException.of("%s: %d LoRAs but %d scales", where, files.size(), scales.size());
    }
    ArrayNode loras = load.putArray("loras");
    for (int i = 0; i < files.size(); i++) {
      loras.addObject().<ObjectNode>set("file", files.get(i)).set("scale", scales.get(i));
    }
    load.remove("lora_files");
    load.remove("lora_scales");
    load.set("limits", JsonRecords.tree(LoadOptions.Limits.DEFAULT));
    return JsonRecords.bind(where, load, LoadOptions.class);
  }

  /** {@code settings} with the cell's size as width and height. */
  public static ObjectNode settings(Settings settings) {
    ObjectNode json = JsonRecords.tree(settings);
    JsonNode size = json.remove("size");
    if (size != null) {
      json.setAll((ObjectNode) size);
    }
    return json;
  }

  /** Reads what {@link #settings(Settings)} writes; {@code where} names it in messages. */
  public static Settings settings(String where, JsonNode json) {
    ObjectNode settings = JsonRecords.tree(Settings.defaults());
    settings.setAll(object(where, json));
    if (settings.has("width") || settings.has("height")) {
      ObjectNode size = settings.putObject("size");
      size.set("width", settings.remove("width"));
      size.set("height", settings.remove("height"));
    }
    // Older pictures do not name them: there was neither then, whatever the model says now.
    settings.put("fit", settings.path("fit").asInt(0));
    settings.put("draft", settings.path("draft").asInt(0));
    return JsonRecords.bind(where, settings, Settings.class);
  }

  private static ObjectNode object(String where, JsonNode json) {
    if (json instanceof ObjectNode object) {
      return object.deepCopy();
    }
    throw InputException.of("%s must hold a JSON object", where);
  }
}
