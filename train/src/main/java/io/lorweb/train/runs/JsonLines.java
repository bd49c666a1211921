package io.lorweb.train.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;

/**
 * One file of JSON lines, each with a {@code step}. A line is written by one call, so that a run
 * that is killed leaves at most its last line torn.
 */
final class JsonLines implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final FileChannel channel;

  private JsonLines(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens for appending what {@code file} holds up to {@code lastStep}; later lines go. */
  static JsonLines open(Path file, long lastStep) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      cut(file, lastStep);
      return new JsonLines(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void cut(Path file, long lastStep) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    read(
        file,
        (line, object) -> {
          if (object.get("step").asLong() <= lastStep) {
            kept.append(line).append('\n');
          }
        });
    byte[] bytes = kept.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length != Files.size(file)) {
      AtomicFile.write(file, channel -> write(channel, ByteBuffer.wrap(bytes)));
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void add(ObjectNode line) {
    try {
      write(channel, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Gives every line and what it says to {@code reader}; a torn last one is left out. */
  static void read(Path file, BiConsumer<String, ObjectNode> reader) {
    int number = 0;
    try {
      String text = Files.readString(file);
      // What does not end in a line break was being written when the run was killed.
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      BufferedReader lines = new BufferedReader(new StringReader(whole));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode node = JSON.readTree(line);
        if (!(node instanceof ObjectNode object) || !node.path("step").isIntegralNumber()) {
          throw InputException.of("%s, line %d: must be a JSON object with a step", file, number);
        }
        reader.accept(line, object);
      }
    } catch (JsonProcessingException e) {
      throw InputException.of("%s, line %d is not valid JSON", file, number);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
