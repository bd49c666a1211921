package io.lorweb.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --set path=value}, written into the tree before it is read, so that it is checked like
 * the file itself. List elements are {@code datasets[0].resolution} or {@code
 * datasets.0.resolution}.
 */
public final class Change {

  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d{1,4})]");
  private static final String PLACE = "setting 'set'";

  private final String text;
  private final String path;
  private final String value;

  public Change(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw InputException.of(
          "setting 'set' '%s' must be KEY=VALUE, such as train.steps=100", text);
    }
    this.text = text;
    this.path = text.substring(0, equals).strip();
    this.value = text.substring(equals + 1);
  }

  /**
   * @param prefix path in the file that this one is relative to, such as {@code config.process[0]}
   */
  public void apply(YamlFile file, String prefix, UnaryOperator<String> environment) {
    boolean absolute = prefix.isEmpty() || path.startsWith("config.");
    List<String> steps = steps(absolute ? path : prefix + "." + path);
    Map<String, String> ignored = new LinkedHashMap<>();
    JsonNode parsed = new YamlText(PLACE + " " + text, environment, ignored).tree(value);
    JsonNode node = file.root();
    String at = "";
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i + 1 == steps.size();
      String step = steps.get(i);
      JsonNode child = last ? parsed : null;
      if (node instanceof ArrayNode array) {
        at += "[" + step + "]";
        node = element(array, step, child);
      } else if (node instanceof ObjectNode object) {
        at += (at.isEmpty() ? "" : ".") + step;
        node = member(object, step, child);
      } else {
        throw InputException.of("setting 'set' %s: %s has no keys of its own", text, at);
      }
    }
    String end = at;
    file.places().keySet().removeIf(key -> key.startsWith(end + ".") || key.startsWith(end + "["));
    file.places().put(at, PLACE);
  }

  private JsonNode member(ObjectNode object, String key, JsonNode leaf) {
    if (leaf != null) {
      object.set(key, leaf);
      return leaf;
    }
    return object.hasNonNull(key) ? object.get(key) : object.putObject(key);
  }

  private JsonNode element(ArrayNode array, String index, JsonNode leaf) {
    if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= array.size()) {
      throw InputException.of(
          "setting 'set' %s: '%s' must be the number of one of the list's %d elements, from 0",
          text, index, array.size());
    }
    int number = Integer.parseInt(index);
    if (leaf != null) {
      array.set(number, leaf);
    }
    return array.get(number);
  }

  private List<String> steps(String whole) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(whole);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      steps.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      end = matcher.end();
    }
    if (end != whole.length()) {
      throw InputException.of("setting 'set' %s: '%s' is not a path such as train.lr", text, path);
    }
    return steps;
  }
}
