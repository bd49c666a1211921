package io.lorweb.tasks;

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

/** Who is trained on what (levels.json): what a test asks for must be as new as it says. */
public final class Levels {

  private final Map<String, Level> unseen = new HashMap<>();
  private final Hidden fromAdapter;
  private final Hidden fromAll;
  private final List<List<String>> neverComposed;

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
    } catch (IOException e) {
      throw new UncheckedIOException("levels.json cannot be read", e);
    }
  }

  /** The level of a named task; variants and compositions of one's own are SEEN. */
  public Level of(Task task) {
    return unseen.getOrDefault(task.name(), Level.SEEN);
  }

  /** Whether the adapter may be trained on it. */
  public boolean adapterMay(Task task) {
    return task instanceof EditTask edit ? may(edit, true) : of(task) == Level.SEEN;
  }

  /** Whether VAE, CLIP and base may be trained on it. */
  public boolean baseMay(Task task) {
    return task instanceof EditTask edit ? may(edit, false) : of(task) != Level.NEW;
  }

  private boolean may(EditTask task, boolean adapter) {
    Level level = of(task);
    if (!task.parts().isEmpty()) {
      return level == Level.SEEN
          && !together(task.parts().get(0), task.parts().get(1))
          && task.parts().stream().allMatch(part -> may(part, adapter));
    }
    if (level == Level.NEW || adapter && level != Level.SEEN) {
      return false;
    }
    boolean variant = task.name().indexOf(':') >= 0;
    return !variant || !fromAll.covers(task) && !(adapter && fromAdapter.covers(task));
  }

  /** Families that a composition in the test joins are joined for nobody, in either order. */
  private boolean together(EditTask one, EditTask other) {
    return neverComposed.stream()
        .anyMatch(
            pair ->
                pair.contains(one.family())
                    && pair.contains(other.family())
                    && !one.family().equals(other.family()));
  }
}
