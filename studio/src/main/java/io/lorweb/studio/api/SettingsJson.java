package io.lorweb.studio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.analogy.Layout;
import io.lorweb.files.JsonRecords;
import io.lorweb.image.Size;
import io.lorweb.sample.RatioTable;
import io.lorweb.sample.StepCache;
import io.lorweb.studio.web.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as requests write them: those of {@link Settings} by the names of a PNG's record, {@code
 * size} as "512x384". What is absent takes the model's default.
 */
final class SettingsJson {

  static final String MATCH_B = "match_b";

  private static final String STEP_CACHE = "step_cache";

  private static final RatioTable ANY =
      new RatioTable(
          "",
          "",
          Optional.empty(),
          List.of(),
          1,
          0,
          Optional.of(""),
          Optional.of(1.0),
          List.of(1.0));

  /** All that go together: absent ones would not be written. */
  private static final Settings MOST =
      Settings.defaults()
          .wording(w -> w.prompt("").negativePrompt("").textLength(1).textLengthAuto(true))
          .sampling(
              s ->
                  s.steps(1)
                      .sigmas(List.of(1.0))
                      .guidance(1)
                      .stepCache(new StepCache(0, 1, ANY))
                      .skippedSteps(List.of()))
          .canvas(
              c ->
                  c.size(new Size(1, 1))
                      .maxArea(1)
                      .maxSize(2)
                      .layout(Layout.GRID)
                      .draft(0)
                      .feather(0))
          .mixing(m -> m.fit(0).explain(0));

  private static final Set<String> KNOWN =
      keys(MOST, Settings.defaults().sampling(s -> s.knownCells(1)));

  private static final String WHERE = "settings";
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  private SettingsJson() {}

  private static Set<String> keys(Settings... all) {
    Set<String> keys = new LinkedHashSet<>();
    for (Settings settings : all) {
      JsonRecords.tree(settings).fieldNames().forEachRemaining(keys::add);
    }
    keys.add(MATCH_B);
    return keys;
  }

  static Settings read(ObjectNode given) {
    ObjectNode json = JsonRecords.tree(Settings.defaults());
    ObjectNode asked = given.deepCopy();
    asked
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                throw Refusal.of(400, "settings: there is no '%s', only %s", shown(name), KNOWN);
              }
            });
    asked.remove(MATCH_B);
    if (asked.hasNonNull(STEP_CACHE) && !asked.get(STEP_CACHE).isObject()) {
      throw Refusal.of(
          400,
          "settings: '%s' must be an object with 'threshold', 'most_skips' and the table itself as"
              + " 'table', not a file's name",
          STEP_CACHE);
    }
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

  /** A stranger's word is not repeated at length. */
  private static String shown(String name) {
    return name.length() > 40 ? name.substring(0, 40) + "..." : name;
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
