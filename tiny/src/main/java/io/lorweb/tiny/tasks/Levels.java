package io.lorweb.tiny.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is trained on what (levels.json): what a test asks for must be as new as it says. */
public final class Levels {

  private final Map<String, Level> unseen = new HashMap<>();
  private final Hidden fromAdapter;
  private final Hidden fromAll;
  private final List<List<String>> neverComposed;
  private final Set<String> slow;

  public Levels() {
    ObjectMapper json = new ObjectMapper();
    try (InputStream file = Levels.class.getResourceAsStream("levels.json")) {
      JsonNode root = json.readTree(file);
      root.required("unseen")
          .properties()
          .forEach(
              entry -> {
                Level level = Level.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
                entry.getValue().forEach(name -> unseen.put(name.asText(), level));
              });
      fromAdapter = json.treeToValue(root.required("hidden from the adapter"), Hidden.class);
      fromAll = json.treeToValue(root.required("hidden from all"), Hidden.class);
      neverComposed =
          Arrays.stream(json.treeToValue(root.required("never composed"), String[][].class))
              .map(List::of)
              .toList();
      slow = Set.of(json.treeToValue(root.required("slow to learn"), String[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("levels.json cannot be read", e);
    }
  }

  /**
   * The level of a task, variant or composition. A composition is as new as its newer part, and
   * {@link Level#COMPOSITION} when its families are never joined.
   */
  public Level of(Task task) {
    Level named = unseen.get(task.name());
    if (named != null) {
      return named;
    }
    if (!(task instanceof EditTask edit)) {
      return Level.SEEN;
    }
    if (edit.parts().isEmpty()) {
      return edit.name().indexOf(':') < 0 ? Level.SEEN : ofVariant(edit);
    }
    Level newest = neverJoined(edit.parts()) ? Level.COMPOSITION : Level.SEEN;
    for (EditTask part : edit.parts()) {
      Level level = of(part);
      newest = level.compareTo(newest) > 0 ? level : newest;
    }
    return newest;
  }

  private Level ofVariant(EditTask variant) {
    if (fromAll.covers(variant)) {
      return Level.NEW;
    }
    if (!fromAdapter.covers(variant)) {
      return Level.SEEN;
    }
    return fromAdapter.families().contains(variant.family()) ? Level.FAMILY : Level.PARAMETER;
  }

  /** Whether the adapter may be trained on it. */
  public boolean adapterMay(Task task) {
    return of(task) == Level.SEEN;
  }

  /** Whether a number of a family is one that a test asks for. */
  boolean hidden(String family, double number) {
    return fromAdapter.coversNumber(family, number) || fromAll.coversNumber(family, number);
  }

  /** Whether a colour 0xRRGGBB of a family is near one that a test asks for. */
  boolean hiddenColour(String family, int rgb) {
    return fromAdapter.coversColour(family, rgb) || fromAll.coversColour(family, rgb);
  }

  /** Whether VAE, CLIP and base may be trained on it. */
  public boolean baseMay(Task task) {
    return of(task).compareTo(Level.COMPOSITION) < 0;
  }

  /** Whether it is of a family that takes longer to learn than the others; no composition is. */
  public boolean slow(Task task) {
    boolean joined = task instanceof EditTask edit && !edit.parts().isEmpty();
    return !joined && slow.contains(task.family());
  }

  /** Families that a composition in the test joins are joined for nobody, in either order. */
  private boolean neverJoined(List<EditTask> parts) {
    Set<String> families = parts.stream().map(EditTask::family).collect(Collectors.toSet());
    return families.size() > 1 && neverComposed.stream().anyMatch(families::containsAll);
  }
}
