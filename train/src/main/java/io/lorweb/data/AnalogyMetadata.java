package io.lorweb.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list {@code analogy_metadata.json} of prepared data (spec/LORWEB.md section 8.1). */
final class AnalogyMetadata {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AnalogyMetadata() {}

  /** The instruction of every analogy by its id. */
  static Map<String, String> prompts(Path file) {
    Map<String, String> prompts = new LinkedHashMap<>();
    for (JsonNode entry : read(file)) {
      if (!entry.path("edit_prompt").isTextual()) {
        throw InputException.of(
            "%s: the entry %s lacks a text 'edit_prompt'; prepare the data again",
            file, entry.path("analogy_id").asText());
      }
      prompts.put(entry.get("analogy_id").asText(), entry.get("edit_prompt").asText());
    }
    return prompts;
  }

  /** All entries, each an object with an {@code analogy_id}. */
  static List<JsonNode> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw InputException.of(
          "%s is missing; prepare the data again or use side-car captions", file);
    }
    List<JsonNode> entries = new ArrayList<>();
    // Entry by entry: the list of a large data set is too long for one tree.
    try (JsonParser parser = JSON.getFactory().createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw InputException.of("%s must hold a JSON list of analogies", file);
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        JsonNode entry = JSON.readTree(parser);
        if (!entry.path("analogy_id").isTextual()) {
          throw InputException.of("%s: an entry lacks the text 'analogy_id'", file);
        }
        entries.add(entry);
      }
    } catch (IOException e) {
      throw new InputException(file + " is not valid JSON: " + oneLine(e), e);
    }
    return entries;
  }

  /** Writes the list, whole or not at all. */
  static void write(Path file, ArrayNode entries) {
    try {
      byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries);
      AtomicFile.write(file, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("a list of texts cannot be written as JSON", e);
    }
  }

  private static String oneLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
  }
}
