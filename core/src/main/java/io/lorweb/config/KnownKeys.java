package io.lorweb.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that a form of configuration has, as data beside this class: which are used, which are
 * accepted without effect, and which are refused unless they hold a given value.
 */
public final class KnownKeys {

  /** What becomes of a key. */
  public enum Verdict {
    USED,
    /** Ours, on top of the reference's. */
    OWN,
    /** Accepted, without effect. */
    IDLE,
    /** Accepted with certain values only. */
    ONLY
  }

  /**
   * One line of the table.
   *
   * @param verdict what becomes of the key
   * @param values the usual value of IDLE, the accepted ones of ONLY
   * @param reason for people
   */
  public record Key(Verdict verdict, List<JsonNode> values, String reason) {
    boolean accepts(JsonNode value) {
      return value.isNull() || values.stream().anyMatch(usual -> same(usual, value));
    }

    private static boolean same(JsonNode one, JsonNode other) {
      return one.isNumber() && other.isNumber()
          ? one.doubleValue() == other.doubleValue()
          : one.equals(other);
    }
  }

  private final Map<String, Key> keys;

  private KnownKeys(Map<String, Key> keys) {
    this.keys = keys;
  }

  /**
   * Reads a table: a key, its verdict, values and reason in each line, cells parted by {@code |}.
   *
   * @param owner whose resource it is
   */
  public static KnownKeys of(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      Map<String, Key> keys = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s*\\|\\s*", -1))
          .forEach(cells -> keys.put(cells[0].strip(), key(cells)));
      return new KnownKeys(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Key key(String[] cells) {
    Verdict verdict = Verdict.valueOf(cells[1].strip().toUpperCase(java.util.Locale.ROOT));
    if (cells.length < 4) {
      return new Key(verdict, List.of(), "");
    }
    List<JsonNode> values = new ArrayList<>();
    if (!cells[2].isBlank()) {
      // Read as a YAML list, so that values compare as the file's own do.
      JsonNode list =
          new YamlText("table", name -> null, new LinkedHashMap<>()).tree("[" + cells[2] + "]");
      list.forEach(values::add);
    }
    return new Key(verdict, values, cells[3].strip());
  }

  /** All of them with their verdicts. */
  public Map<String, Key> all() {
    return keys;
  }

  /**
   * Refuses unknown keys and values that cannot be honoured.
   *
   * @param prefix path in the file at which the table's keys begin
   * @return "key" or "key (value)" for each key without effect
   */
  public List<String> check(YamlFile file, String prefix, ObjectNode node) {
    List<String> idle = new ArrayList<>();
    walk(file, prefix, "", node, idle);
    return idle;
  }

  private void walk(YamlFile file, String prefix, String path, JsonNode node, List<String> idle) {
    if (node instanceof ObjectNode object) {
      for (Iterator<Map.Entry<String, JsonNode>> it = object.fields(); it.hasNext(); ) {
        Map.Entry<String, JsonNode> entry = it.next();
        String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        visit(file, prefix, below, entry.getValue(), idle);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        walk(file, prefix, path + "[" + i + "]", array.get(i), idle);
      }
    }
  }

  private void visit(YamlFile file, String prefix, String path, JsonNode value, List<String> idle) {
    String general = path.replaceAll("\\[\\d+]", "[]");
    String whole = prefix.isEmpty() ? path : prefix + "." + path;
    Key key = keys.getOrDefault(general, keys.get(general + ".*"));
    if (key == null) {
      boolean leads =
          keys.keySet().stream()
              .anyMatch(k -> k.startsWith(general + ".") || k.startsWith(general + "[]"));
      if (!leads) {
        throw InputException.of(
            "%s is not a known key; %s", file.where(whole, path), meant(general));
      }
      walk(file, prefix, path, value, idle);
    } else if (key.verdict() == Verdict.ONLY && !key.accepts(value)) {
      throw InputException.of(
          "%s is %s but %s: %s",
          file.where(whole, path),
          shown(value),
          key.reason(),
          key.values().isEmpty()
              ? "leave it out"
              : "say "
                  + key.values().stream().map(KnownKeys::shown).collect(Collectors.joining(" or "))
                  + " or leave it out");
    } else if (key.verdict() == Verdict.IDLE) {
      idle.add(key.accepts(value) ? path : path + " (" + shown(value) + ")");
    }
  }

  /** The same word in another mapping, else a similar one of this mapping, else all of it. */
  private String meant(String path) {
    String word = path.substring(path.lastIndexOf('.') + 1);
    for (String key : keys.keySet()) {
      if (key.endsWith("." + word) || key.equals(word)) {
        return "the nearest one is '" + key + "'";
      }
    }
    String mapping = path.substring(0, path.length() - word.length());
    Set<String> siblings =
        keys.keySet().stream()
            .filter(key -> key.startsWith(mapping))
            .map(key -> key.substring(mapping.length()).replaceAll("(\\[|\\.).*", ""))
            .filter(key -> !key.isEmpty())
            .collect(Collectors.toSet());
    return Nearest.of(word, siblings)
        .map(near -> "the nearest one is '" + mapping + near + "'")
        .orElseGet(() -> Nearest.hint(word, siblings));
  }

  /** A value as messages give it: its beginning, where it is long. */
  public static String shown(JsonNode value) {
    String text = value.isTextual() && !value.asText().isEmpty() ? value.asText() : "" + value;
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
