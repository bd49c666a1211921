package io.lorweb.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
    return JsonList.read(file, "analogy_id");
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
}
