package io.lorweb.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import java.io.StringReader;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Turns YAML into a tree with the lines of its values. Jackson's own reader resolves no aliases in
 * trees and keeps no lines, so the nodes come from SnakeYAML, under limits: a few lines of aliases
 * can otherwise stand for billions of values.
 */
final class YamlText {

  private static final int MOST_VALUES = 20_000;
  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 30;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern DECIMAL_INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
  private static final Pattern DECIMAL_NUMBER =
      Pattern.compile("[-+]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private final JsonNodeFactory json = JsonNodeFactory.instance;
  private final Resolver resolver = new Resolver();
  private final String name;
  private final UnaryOperator<String> environment;
  private final Map<String, String> places;
  private int values;

  /**
   * @param name of the file, for messages
   * @param environment what {@code ${NAME}} stands for
   * @param places takes the line of every value by its path
   */
  YamlText(String name, UnaryOperator<String> environment, Map<String, String> places) {
    this.name = name;
    this.environment = environment;
    this.places = places;
  }

  JsonNode tree(String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setNestingDepthLimit(DEEPEST);
    limits.setAllowRecursiveKeys(false);
    try {
      Node node = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
      return node == null ? json.nullNode() : value(node, "", 0);
    } catch (MarkedYAMLException e) {
      throw InputException.of(
          "%s, line %d: not valid YAML: %s",
          name, e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1, e.getProblem());
    } catch (YAMLException e) {
      throw InputException.of("%s is not valid YAML: %s", name, e.getMessage());
    }
  }

  private JsonNode value(Node node, String path, int depth) {
    if (++values > MOST_VALUES || depth > DEEPEST) {
      throw InputException.of(
          "%s holds more than %d values or levels deeper than %d, aliases counted",
          name, MOST_VALUES, DEEPEST);
    }
    places.putIfAbsent(path, "line " + line(node));
    if (node instanceof MappingNode mapping) {
      return object(mapping, path, depth);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = json.arrayNode();
      for (Node element : sequence.getValue()) {
        array.add(value(element, path + "[" + array.size() + "]", depth + 1));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private ObjectNode object(MappingNode mapping, String path, int depth) {
    ObjectNode object = json.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
        throw InputException.of(
            "%s, line %d: keys must be plain words", name, line(entry.getKeyNode()));
      }
      String word = key.getValue();
      if (object.has(word)) {
        throw InputException.of(
            "%s, line %d: duplicate key '%s' in one mapping", name, line(key), word);
      }
      String below = path.isEmpty() ? word : path + "." + word;
      places.put(below, "line " + line(key));
      object.set(word, value(entry.getValueNode(), below, depth + 1));
    }
    return object;
  }

  private JsonNode scalar(ScalarNode node) {
    String text = substituted(node);
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return json.textNode(text);
    }
    Tag tag = resolver.resolve(NodeId.scalar, text, true);
    if (tag.equals(Tag.NULL)) {
      return json.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return json.booleanNode(text.matches("(?i)true|yes|on"));
    }
    if (DECIMAL_INTEGER.matcher(text).matches() && text.length() < 19) {
      return json.numberNode(Long.parseLong(text.replace("_", "")));
    }
    // PyYAML takes 1e-3 for a word; everybody who writes it means the number.
    if (DECIMAL_NUMBER.matcher(text).matches()) {
      return json.numberNode(Double.parseDouble(text));
    }
    return json.textNode(text);
  }

  private String substituted(ScalarNode node) {
    Matcher variables = VARIABLE.matcher(node.getValue());
    return variables.replaceAll(
        found -> {
          String value = environment.apply(found.group(1));
          if (value == null) {
            throw InputException.of(
                "%s, line %d: the environment has no variable %s",
                name, line(node), found.group(1));
          }
          return Matcher.quoteReplacement(value);
        });
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
