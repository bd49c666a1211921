package io.lorweb.tiny.drawings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A package in iconify's format: the bodies of SVG documents by name (iconify.design, "IconifyJSON
 * type").
 */
final class IconSet {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode icons;
  private final JsonNode aliases;
  private final double width;
  private final double height;
  private final Map<String, String> codePoints;

  private IconSet(JsonNode root, Map<String, String> codePoints) {
    this.icons = root.path("icons");
    this.aliases = root.path("aliases");
    this.width = root.path("width").asDouble(16);
    this.height = root.path("height").asDouble(16);
    this.codePoints = codePoints;
  }

  static IconSet read(Path tarball) {
    Map<String, byte[]> files =
        Tarball.read(
            tarball,
            name -> name.equals("package/icons.json") || name.equals("package/chars.json"));
    byte[] icons = files.get("package/icons.json");
    if (icons == null) {
      throw InputException.of("%s has no package/icons.json", tarball);
    }
    try {
      Map<String, String> codePoints = new HashMap<>();
      byte[] chars = files.get("package/chars.json");
      if (chars != null) {
        JSON.readTree(chars)
            .properties()
            .forEach(entry -> codePoints.putIfAbsent(entry.getKey(), entry.getValue().asText()));
      }
      return new IconSet(JSON.readTree(icons), codePoints);
    } catch (IOException e) {
      throw new InputException(tarball + ": icons.json is damaged; fetch it again", e);
    }
  }

  /** Names with a drawing of their own that is still in use, in the file's order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    icons
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().path("hidden").asBoolean()) {
                names.add(entry.getKey());
              }
            });
    return names;
  }

  /** Code points (hexadecimal, joined by "-") of each name; several where there are spellings. */
  Map<String, List<String>> codePoints() {
    Map<String, List<String>> byName = new TreeMap<>();
    codePoints.forEach(
        (points, name) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(points));
    byName.values().forEach(list -> list.sort(null));
    return byName;
  }

  /** The drawing of that name or alias as an SVG document; mirrored or turned aliases have none. */
  Optional<Svg> svg(String name) {
    JsonNode icon = icons.path(name);
    if (icon.isMissingNode()) {
      JsonNode alias = aliases.path(name);
      if (alias.isMissingNode() || alias.size() != 1) {
        return Optional.empty();
      }
      icon = icons.path(alias.path("parent").asText());
    }
    if (!icon.hasNonNull("body")) {
      return Optional.empty();
    }
    double w = icon.path("width").asDouble(width);
    double h = icon.path("height").asDouble(height);
    return Optional.of(new Svg(icon.path("body").asText(), w, h));
  }
}
