package io.lorweb.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One mapping of a configuration: reads typed values by key, and names file, line and key when one
 * is of another kind. A key whose value is null counts as absent.
 */
public final class Section extends ConfigNode {

  private final YamlFile file;
  private final String path;
  private final String shown;
  private final ObjectNode node;
  private final Set<String> asked;

  /**
   * @param path of this mapping in the file
   * @param shown its path as messages give it
   * @param asked takes the path of every key that is asked for, list elements as {@code []}
   */
  public Section(YamlFile file, String path, String shown, ObjectNode node, Set<String> asked) {
    this.file = file;
    this.path = path;
    this.shown = shown;
    this.node = node;
    this.asked = asked;
  }

  @Override
  public boolean has(String key) {
    asked.add(below(shown, key).replaceAll("\\[\\d+]", "[]"));
    return node.hasNonNull(key);
  }

  /** Whether a mapping stands under {@code key}. */
  public boolean isSection(String key) {
    return has(key) && node.get(key).isObject();
  }

  /** Whether a string stands under {@code key}. */
  public boolean isText(String key) {
    return has(key) && node.get(key).isTextual();
  }

  /** The mapping under {@code key}; empty when absent. */
  public Section section(String key) {
    if (!has(key)) {
      return child(key, node.objectNode());
    }
    if (node.get(key) instanceof ObjectNode object) {
      return child(key, object);
    }
    throw wrong(key, "a mapping");
  }

  /** The mappings in the list under {@code key}. */
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    if (has(key)) {
      if (!node.get(key).isArray()) {
        throw wrong(key, "a list");
      }
      for (JsonNode element : node.get(key)) {
        String name = key + "[" + sections.size() + "]";
        if (!(element instanceof ObjectNode object)) {
          throw refused(name, "must be a mapping");
        }
        sections.add(child(name, object));
      }
    }
    return sections;
  }

  private Section child(String key, ObjectNode object) {
    return new Section(file, below(path, key), below(shown, key), object, asked);
  }

  /** The string or number under {@code key}, as text; it must be there. */
  @Override
  public String text(String key) {
    JsonNode value = need(key);
    // A name may look like a number.
    if (!value.isTextual() && !value.isNumber()) {
      throw wrong(key, "a string");
    }
    return value.asText();
  }

  /** The path under {@code key}; it must be there. */
  public Path path(String key) {
    String text = text(key);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong(key, "a path");
    }
  }

  /** A list of integers, or one alone. */
  public List<Integer> integers(String key, List<Integer> absent) {
    if (!has(key)) {
      return absent;
    }
    List<Integer> values = new ArrayList<>();
    for (JsonNode value : several(key)) {
      values.add(integer(key, value, "an integer"));
    }
    return values;
  }

  /** A list of finite numbers, or one alone. */
  public List<Double> decimals(String key, List<Double> absent) {
    if (!has(key)) {
      return absent;
    }
    List<Double> values = new ArrayList<>();
    for (JsonNode value : several(key)) {
      values.add(decimal(key, value, "a finite number"));
    }
    return values;
  }

  /** A list of strings, or one alone. */
  public List<String> texts(String key) {
    List<String> values = new ArrayList<>();
    if (has(key)) {
      for (JsonNode value : several(key)) {
        if (!value.isTextual()) {
          throw wrong(key, "a list of strings");
        }
        values.add(value.textValue());
      }
    }
    return values;
  }

  /** One of an enum's values, written in lower case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E absent) {
    if (!has(key)) {
      return absent;
    }
    String text = text(key);
    List<String> known = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String name = value.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return value;
      }
      known.add(name);
    }
    throw InputException.of(
        "%s is '%s' but must be one of %s%s",
        where(key),
        text,
        String.join(", ", known),
        Nearest.of(text, known).map(near -> "; the nearest is '" + near + "'").orElse(""));
  }

  /** How messages speak of the value under {@code key}. */
  public String where(String key) {
    return file.where(below(path, key), below(shown, key));
  }

  /** How messages speak of this mapping. */
  public String where() {
    return file.where(path, shown);
  }

  /** The value under {@code key} is well formed but cannot be taken; {@code why} says so. */
  public InputException refused(String key, String why) {
    return InputException.of("%s %s", where(key), why);
  }

  /** What {@code record} makes; its refusals get this mapping's place in front. */
  public <T> T make(Supplier<T> record) {
    try {
      return record.get();
    } catch (InputException e) {
      throw e.getMessage().startsWith(file.name() + ",")
          ? e
          : new InputException(where() + ": " + e.getMessage(), e);
    }
  }

  private Iterable<JsonNode> several(String key) {
    JsonNode value = node.get(key);
    return value.isArray() ? value : List.of(value);
  }

  @Override
  JsonNode value(String key) {
    return node.get(key);
  }

  @Override
  InputException missing(String key) {
    return InputException.of("%s is missing", where(key));
  }

  @Override
  InputException wrong(String key, String shown, String right) {
    return InputException.of("%s is %s but must be %s", where(key), shown, right);
  }

  /** The whole value is shown, also where one of its elements is wrong. */
  private InputException wrong(String key, String right) {
    return wrong(key, node.get(key), right);
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
