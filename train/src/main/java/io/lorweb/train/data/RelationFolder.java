package io.lorweb.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import io.lorweb.image.PictureNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads {@code <category>/Group1/labels.json} of Relation252K (docs/spec/LORWEB.md section 8.1).
 */
final class RelationFolder {

  private static final String LABELS = "labels.json";
  private static final String GROUP = "Group1";

  private RelationFolder() {}

  /** Whether a folder in it has labels. */
  static boolean is(Path folder) {
    return Files.isDirectory(folder)
        && PictureNames.folders(folder).stream().anyMatch(f -> Files.exists(labels(f)));
  }

  private static Path labels(Path category) {
    return category.resolve(GROUP).resolve(LABELS);
  }

  /**
   * The pairs of every wanted category, by its name.
   *
   * @param refused is told what had to be left out
   * @throws InputException when a wanted category does not exist
   */
  static Map<String, List<RelationPair>> read(
      Path folder, RelationOptions options, Consumer<InputException> refused) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (Path category : PictureNames.folders(folder)) {
      if (Files.exists(labels(category))) {
        found.put(category.getFileName().toString(), category);
      }
    }
    for (String wanted : options.categories()) {
      if (!found.containsKey(wanted)) {
        throw InputException.of(
            "the category '%s' is not in %s; it has %s",
            wanted, folder, new TreeSet<>(found.keySet()));
      }
    }
    Set<String> filtered = options.filter().map(RelationFolder::filtered).orElse(Set.of());
    Map<String, List<RelationPair>> pairs = new LinkedHashMap<>();
    found.forEach(
        (name, path) -> {
          if (options.categories().isEmpty() || options.categories().contains(name)) {
            pairs.put(name, category(name, path, options, filtered, refused));
          }
        });
    return pairs;
  }

  private static Set<String> filtered(Path file) {
    return JsonList.read(file, "image_id").stream()
        .map(entry -> entry.get("image_id").asText())
        .collect(Collectors.toSet());
  }

  private static List<RelationPair> category(
      String name,
      Path path,
      RelationOptions options,
      Set<String> filtered,
      Consumer<InputException> refused) {
    List<JsonNode> labels;
    try {
      labels = JsonList.read(labels(path), "img_name");
    } catch (InputException e) {
      refused.accept(e);
      return List.of();
    }
    List<RelationPair> pairs = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      if (pairs.size() == options.maxSamples().orElse(Integer.MAX_VALUE)) {
        break;
      }
      try {
        RelationPair pair =
            pair(name, path, JsonFile.of(labels(path) + " entry " + (i + 1), labels.get(i)));
        if (filtered.contains(pair.id()) || filtered.contains(name + "_" + pair.name())) {
          continue;
        }
        if (!ids.add(pair.id())) {
          throw InputException.of(
              "%s entry %d: duplicate picture %s; the first is used",
              labels(path), i + 1, pair.name());
        }
        pairs.add(pair);
      } catch (InputException e) {
        refused.accept(e);
      }
    }
    return pairs;
  }

  private static RelationPair pair(String category, Path path, JsonFile json) {
    String name = json.text("img_name");
    Path group = path.resolve(GROUP).normalize();
    Path file = group.resolve(name).normalize();
    if (!file.startsWith(group) || file.equals(group)) {
      throw InputException.of(
          "%s: 'img_name' is '%s' but must name a picture inside %s", json.where(), name, group);
    }
    Path inFolder = group.resolve("images").resolve(name).normalize();
    return new RelationPair(
        category,
        name,
        Files.exists(file) || !Files.exists(inFolder) ? file : inFolder,
        json.text("left_image_description", ""),
        json.text("right_image_description", ""),
        json.text("edit_instruction", ""),
        json.text("reverse_edit_instruction", ""));
  }
}
