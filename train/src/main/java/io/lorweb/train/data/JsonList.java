package io.lorweb.train.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A file that holds a JSON list of objects, read one by one: such lists may be long. */
final class JsonList {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonList() {}

  /**
   * All objects of the list.
   *
   * @param key each must have as a text
   */
  static List<JsonNode> read(Path file, String key) {
    List<JsonNode> objects = new ArrayList<>();
    read(file, key, objects::add);
    return objects;
  }

  /** Hands every object of the list to {@code objects}, for lists too long for the memory. */
  static void read(Path file, String key, Consumer<JsonNode> objects) {
    if (!Files.isRegularFile(file)) {
      throw InputException.of("%s is missing; it must hold a JSON list of objects", file);
    }
    int number = 0;
    try (JsonParser parser = JSON.getFactory().createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw InputException.of("%s must hold a JSON list of objects", file);
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        JsonNode object = JSON.readTree(parser);
        number++;
        if (!object.path(key).isTextual()) {
          throw InputException.of("%s: entry %d lacks the text '%s'", file, number, key);
        }
        objects.accept(object);
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw InputException.of("%s: entry %d is not a JSON object", file, number + 1);
      }
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
      throw new InputException(file + " is not valid JSON: " + reason, e);
    }
  }
}
