package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Size;
import io.lorweb.studio.web.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as requests write them: those of {@link Settings} by the names of a PNG's record, {@code
 * size} as "512x384". What is absent takes the model's default.
 */
final class SettingsJson {

  static final String MATCH_B = "match_b";

  private static final String WHERE = "settings";
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  private SettingsJson() {}

  static Settings read(ObjectNode given) {
    ObjectNode json = JsonRecords.tree(Settings.defaults());
    ObjectNode asked = given.deepCopy();
    asked.remove(MATCH_B);
    if (asked.path("size").isTextual()) {
      Matcher size = SIZE.matcher(asked.get("size").asText());
      if (!size.matches()) {
        throw Refusal.of(400, "settings: 'size' must be such as \"512x384\"");
      }
      asked
          .putObject("size")
          .put("width", Integer.parseInt(size.group(1)))
          .put("height", Integer.parseInt(size.group(2)));
    }
    asked.properties().removeIf(entry -> entry.getValue().isNull());
    json.setAll(asked);
    return JsonRecords.bind(WHERE, json, Settings.class);
  }

  static boolean matchB(ObjectNode given) {
    JsonNode value = given.path(MATCH_B);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Refusal.of(400, "settings: '%s' must be true or false", MATCH_B);
    }
    return value.asBoolean();
  }

  static ObjectNode write(Settings settings, boolean matchB) {
    ObjectNode json = JsonRecords.tree(settings);
    settings.canvas().size().ifPresent(size -> json.put("size", text(size)));
    if (matchB) {
      json.put(MATCH_B, true);
    }
    return json;
  }

  private static String text(Size size) {
    return size.width() + "x" + size.height();
  }
}
