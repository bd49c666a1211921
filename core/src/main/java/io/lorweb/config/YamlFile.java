package io.lorweb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A YAML file as a tree that knows where each of its values stands.
 *
 * @param name of the file, for messages
 * @param root the outermost mapping
 * @param places from a value's path, such as {@code train.betas[0]}, to "line 12" or "setting
 *     'set'"
 */
public record YamlFile(String name, ObjectNode root, Map<String, String> places) {

  private static final long LARGEST = 1L << 20;

  /**
   * Reads a file of at most 1 MiB.
   *
   * @param environment what {@code ${NAME}} stands for; null when it is not set
   */
  public static YamlFile read(Path file, UnaryOperator<String> environment) {
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.of("%s is larger than 1 MiB: not a configuration", file);
      }
      return parse(file.toString(), Files.readString(file), environment);
    } catch (NoSuchFileException e) {
      throw InputException.of("%s is missing", file);
    } catch (CharacterCodingException e) {
      throw InputException.of("%s is not text in UTF-8", file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads a text; {@code name} stands for the file in messages. */
  public static YamlFile parse(String name, String text, UnaryOperator<String> environment) {
    Map<String, String> places = new LinkedHashMap<>();
    YamlText reader = new YamlText(name, environment, places);
    if (reader.tree(text) instanceof ObjectNode root) {
      return new YamlFile(name, root, places);
    }
    throw InputException.of("%s must hold a mapping of keys to values", name);
  }

  /** How messages speak of the value at {@code path}: file, line and key. */
  public String where(String path, String shown) {
    String key = path;
    while (!places.containsKey(key)) {
      int end = Math.max(key.lastIndexOf('.'), key.lastIndexOf('['));
      if (end < 0) {
        return name + ": " + shown;
      }
      key = key.substring(0, end);
    }
    return name + ", " + places.get(key) + ": " + shown;
  }
}
