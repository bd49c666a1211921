package io.lorweb.train.data;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The list {@code analogy_metadata.json} of prepared data (docs/spec/LORWEB.md section 8.1), entry
 * by entry: all of Relation252K gives more than half a million.
 */
final class AnalogyMetadata {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AnalogyMetadata() {}

  /** The instruction of every analogy by its id. */
  static Map<String, String> prompts(Path file) {
    Map<String, String> prompts = new HashMap<>();
    read(
        file,
        entry -> {
          if (!entry.path("edit_prompt").isTextual()) {
            throw InputException.of(
                "%s: the entry %s lacks a text 'edit_prompt'; prepare the data again",
                file, id(entry));
          }
          prompts.put(id(entry), entry.get("edit_prompt").asText());
        });
    return prompts;
  }

  /** Hands on all entries, each an object with an {@code analogy_id}. */
  static void read(Path file, Consumer<JsonNode> entries) {
    JsonList.read(file, "analogy_id", entries);
  }

  static String id(JsonNode entry) {
    return entry.get("analogy_id").asText();
  }

  /**
   * Writes the list, whole or not at all.
   *
   * @param source hands every entry to its argument
   */
  static void write(Path file, Consumer<Consumer<JsonNode>> source) {
    AtomicFile.write(file, channel -> write(channel, source));
  }

  private static void write(FileChannel channel, Consumer<Consumer<JsonNode>> source)
      throws IOException {
    var stream = new BufferedOutputStream(Channels.newOutputStream(channel));
    JsonGenerator generator = JSON.getFactory().createGenerator(stream, JsonEncoding.UTF8);
    // The channel is forced to the disk after this.
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
    try {
      generator.writeStartArray();
      source.accept(entry -> write(generator, entry));
      generator.writeEndArray();
      generator.flush();
      stream.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(JsonGenerator generator, JsonNode entry) {
    try {
      generator.writeTree(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
