package io.lorweb.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.JsonRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A JSON object in a file: reads typed values by key and names file and key when one is missing or
 * of another kind. Keys that nobody asks for are ignored unless {@link #only} is asked.
 */
public final class JsonFile extends ConfigNode {

  /** A key that stands twice, or something after the object, would be lost without a word. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final long LARGEST = 64L << 20;

  private final String where;
  private final JsonNode node;

  private JsonFile(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  /**
   * Reads {@code file}, at most 64 MiB.
   *
   * @throws InputException when it is missing, too large, not JSON or not an object
   */
  public static JsonFile read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.of("%s is larger than 64 MiB: not a configuration file", file);
      }
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw InputException.of("%s is missing", file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read as text: " + e.getMessage(), e);
    }
  }

  /** Writes {@code node}, indented: whole or not at all. */
  public static void write(Path file, JsonNode node) {
    try {
      byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
      AtomicFile.write(file, ByteBuffer.wrap(bytes));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  /** Reads an object out of a string; {@code where} names it in messages. */
  public static JsonFile parse(String where, String text) {
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try {
      return of(where, JSON.readTree(plain));
    } catch (MismatchedInputException e) {
      throw InputException.of(
          "%s holds something after its JSON object; one object is expected here", where);
    } catch (JsonProcessingException e) {
      if (e.getOriginalMessage().startsWith("Duplicate field")) {
        throw InputException.of(
            "%s: the key %s stands there twice; leave one",
            where, e.getOriginalMessage().replaceFirst("Duplicate field ", ""));
      }
      throw InputException.of(
          "%s is not valid JSON at line %d, column %d",
          where, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
  }

  /** Wraps an object that has been read already; {@code where} names it in messages. */
  public static JsonFile of(String where, JsonNode node) {
    if (node == null || !node.isObject()) {
      throw InputException.of("%s must hold a JSON object", where);
    }
    return new JsonFile(where, node);
  }

  /**
   * The record that this object holds, as this program writes it.
   *
   * @throws InputException for a key that is missing, unknown or of another kind
   */
  public <T> T bind(Class<T> type) {
    return JsonRecords.bind(where, (ObjectNode) node, type);
  }

  /** What messages call this object. */
  public String where() {
    return where;
  }

  /** {@code refusal} with the name of this object before it, unless it stands there already. */
  public InputException located(InputException refusal) {
    return refusal.getMessage().startsWith(where)
        ? refusal
        : new InputException(where + ": " + refusal.getMessage(), refusal);
  }

  @Override
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** Whether an object stands under {@code key}. */
  public boolean isObject(String key) {
    return node.path(key).isObject();
  }

  /** The keys, in the file's order. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /**
   * Refuses every key but these.
   *
   * @return this
   */
  public JsonFile only(Collection<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw InputException.of(
            "%s: key '%s' is unknown; it may have %s", where, key, String.join(", ", known));
      }
    }
    return this;
  }

  /** The object under {@code key}. */
  public JsonFile at(String key) {
    return of(where + ": " + key, need(key));
  }

  @Override
  public String text(String key) {
    JsonNode value = need(key);
    if (!value.isTextual()) {
      throw wrong(key, value, "a string");
    }
    return value.textValue();
  }

  public List<Integer> integers(String key) {
    List<Integer> values = new ArrayList<>();
    for (JsonNode value : array(key)) {
      values.add(integer(key, value, "a list of integers"));
    }
    return List.copyOf(values);
  }

  public List<Double> decimals(String key) {
    List<Double> values = new ArrayList<>();
    for (JsonNode value : array(key)) {
      values.add(decimal(key, value, "a list of numbers"));
    }
    return List.copyOf(values);
  }

  public List<String> texts(String key) {
    List<String> values = new ArrayList<>();
    for (JsonNode value : array(key)) {
      if (!value.isTextual()) {
        throw wrong(key, value, "a list of strings");
      }
      values.add(value.textValue());
    }
    return List.copyOf(values);
  }

  /** The objects of the list under {@code key}. */
  public List<JsonFile> objects(String key) {
    List<JsonFile> values = new ArrayList<>();
    int index = 0;
    for (JsonNode value : array(key)) {
      values.add(of(where + ": " + key + "[" + index++ + "]", value));
    }
    return List.copyOf(values);
  }

  private JsonNode array(String key) {
    JsonNode value = need(key);
    if (!value.isArray()) {
      throw wrong(key, value, "a list");
    }
    return value;
  }

  @Override
  JsonNode value(String key) {
    return node.get(key);
  }

  @Override
  InputException missing(String key) {
    return InputException.of("%s lacks the key '%s'", where, key);
  }

  @Override
  InputException wrong(String key, String shown, String right) {
    return InputException.of("%s: '%s' is %s but must be %s", where, key, shown, right);
  }
}
