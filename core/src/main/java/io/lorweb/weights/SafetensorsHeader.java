package io.lorweb.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.lorweb.error.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The checked header of a safetensors file: which tensors lie where.
 *
 * <p>Accepts and refuses the same files as the reference library, except that it also refuses
 * duplicate names. A header that has been read promises that every range lies in the file, fits its
 * shape and overlaps no other, so nobody has to check again. Reading allocates no more than the
 * header's own bytes and never loads the engine. Source: fixture safetensors-files, README.
 *
 * @param file the file it was read from
 * @param tensors by name, in the header's order; unmodifiable
 * @param metadata the texts of {@code __metadata__}, in the header's order; unmodifiable
 * @param dataOffset where the data section starts in the file, in bytes
 */
public record SafetensorsHeader(
    Path file, Map<String, TensorInfo> tensors, Map<String, String> metadata, long dataOffset) {

  /** The longest header the format allows, in bytes. */
  static final int LIMIT = 100_000_000;

  /** The header's key that holds texts instead of a tensor. */
  static final String METADATA = "__metadata__";

  private static final int LENGTH_BYTES = 8;

  // Names are not interned: a file may hold millions of them, chosen by a stranger.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNameLength(LIMIT)
                  .maxStringLength(LIMIT)
                  .build())
          .build();

  public SafetensorsHeader {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads and checks the header of {@code file}.
   *
   * @throws InputException when the file is missing or is no valid safetensors file; the sentence
   *     names the file and what is wrong
   */
  public static SafetensorsHeader read(Path file) {
    if (!Files.exists(file)) {
      throw InputException.of("%s does not exist", file);
    }
    if (!Files.isRegularFile(file)) {
      throw InputException.of("%s is not a file", file);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      byte[] json = json(file, channel, size);
      long dataOffset = LENGTH_BYTES + (long) json.length;
      return new Reading(file).read(json, dataOffset, size - dataOffset);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] json(Path file, FileChannel channel, long size) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(channel, start);
    if (start.hasRemaining()) {
      throw InputException.of(
          "%s is not a safetensors file: it has %d bytes, fewer than the 8 of the header's length",
          file, size);
    }
    long length = start.getLong(0);
    if (length < 0 || length > LIMIT) {
      throw InputException.of(
          "%s is not a safetensors file: its first 8 bytes give a header of %s bytes, more than the"
              + " allowed %d%s",
          file, Long.toUnsignedString(length), LIMIT, resemblance(start.array()));
    }
    if (length > size - LENGTH_BYTES) {
      throw InputException.of(
          "%s is cut off or is not a safetensors file: its first 8 bytes give a header of %d bytes,"
              + " but only %d follow%s",
          file, length, size - LENGTH_BYTES, resemblance(start.array()));
    }
    ByteBuffer json = ByteBuffer.allocate((int) length);
    fill(channel, json);
    if (json.hasRemaining()) {
      throw InputException.of("%s became shorter while it was read", file);
    }
    return json.array();
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Reads may be short; the end of the file ends the loop.
    }
  }

  /** What people often have instead of the file they meant to download. */
  private static String resemblance(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK")) {
      return " (it looks like a zip archive: a pickle of PyTorch, whose code is not run)";
    }
    if (start[0] == (byte) 0x80) {
      return " (it looks like a Python pickle)";
    }
    if (text.startsWith("version ")) {
      return " (it looks like a Git LFS pointer: fetch the file itself with git lfs pull)";
    }
    if (text.startsWith("<")) {
      return " (it looks like a web page: the download failed)";
    }
    return "";
  }

  /** One walk over one header. */
  private record Reading(Path file) {

    SafetensorsHeader read(byte[] bytes, long dataOffset, long dataBytes) throws IOException {
      InputStreamReader text =
          new InputStreamReader(
              new ByteArrayInputStream(bytes),
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT));
      try (JsonParser json = JSON.createParser(text)) {
        Map<String, String> metadata = Map.of();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw wrong("its header is not a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = wellFormed(json.currentName());
          json.nextToken();
          if (name.equals(METADATA)) {
            metadata = metadata(json);
          } else {
            tensors.put(name, tensor(name, json));
          }
        }
        if (json.nextToken() != null) {
          throw wrong("something follows the header's JSON object");
        }
        requireTiling(tensors.values(), dataBytes);
        return new SafetensorsHeader(file, tensors, metadata, dataOffset);
      } catch (CharacterCodingException e) {
        throw new InputException(sentence("its header is not UTF-8"), e);
      } catch (JsonProcessingException e) {
        throw new InputException(
            sentence("its header is not valid JSON (" + firstLine(e.getOriginalMessage()) + ")"),
            e);
      }
    }

    private Map<String, String> metadata(JsonParser json) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return Map.of();
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw wrong("__metadata__ is not an object of texts");
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = wellFormed(json.currentName());
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          throw wrong("__metadata__ holds something other than a text under %s", quoted(key));
        }
        metadata.put(key, wellFormed(json.getText()));
      }
      return metadata;
    }

    private TensorInfo tensor(String name, JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw wrong("the entry of tensor %s is not an object", quoted(name));
      }
      DType dtype = null;
      List<Long> shape = null;
      List<Long> offsets = null;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case "dtype" -> dtype = dtype(name, json);
          case "shape" -> shape = naturals(name, "shape", json);
          case "data_offsets" -> offsets = naturals(name, "data_offsets", json);
          default -> json.skipChildren();
        }
      }
      require(dtype, name, "dtype");
      require(shape, name, "shape");
      require(offsets, name, "data_offsets");
      if (offsets.size() != 2) {
        throw wrong(
            "the data_offsets of tensor %s are %d numbers instead of 2",
            quoted(name), offsets.size());
      }
      TensorInfo info = new TensorInfo(name, dtype, shape, offsets.get(0), offsets.get(1));
      requireFit(info);
      return info;
    }

    private DType dtype(String name, JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw wrong("the dtype of tensor %s is not a text", quoted(name));
      }
      String text = json.getText();
      return DType.named(text)
          .orElseThrow(
              () ->
                  wrong(
                      "tensor %s has the dtype %s, which is none of %s",
                      quoted(name), quoted(text), Arrays.toString(DType.values())));
    }

    private List<Long> naturals(String name, String key, JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw wrong("the %s of tensor %s is not a list", key, quoted(name));
      }
      List<Long> numbers = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        numbers.add(natural(name, key, json));
      }
      return numbers;
    }

    private long natural(String name, String key, JsonParser json) throws IOException {
      String text = json.getText();
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || text.startsWith("-")) {
        throw wrong(
            "the %s of tensor %s holds %s, not a whole number", key, quoted(name), shown(text));
      }
      try {
        return json.getLongValue();
      } catch (InputCoercionException e) {
        throw new InputException(
            sentence(
                String.format(
                    Locale.ROOT,
                    "the %s of tensor %s holds %s, which is too large",
                    key,
                    quoted(name),
                    shown(text))),
            e);
      }
    }

    private void require(Object value, String name, String key) {
      if (value == null) {
        throw wrong("the entry of tensor %s lacks %s", quoted(name), key);
      }
    }

    private void requireFit(TensorInfo info) {
      if (info.end() < info.begin()) {
        throw wrong("the data_offsets of tensor %s run backwards", quoted(info.name()));
      }
      long bytes = 1;
      try {
        for (long size : info.shape()) {
          bytes = Math.multiplyExact(bytes, size);
        }
        bytes = Math.multiplyExact(bytes, (long) info.dtype().bytes());
      } catch (ArithmeticException e) {
        throw new InputException(
            sentence(
                String.format(
                    Locale.ROOT,
                    "the shape %s of tensor %s is too large",
                    info.shape(),
                    quoted(info.name()))),
            e);
      }
      if (bytes != info.end() - info.begin()) {
        throw wrong(
            "tensor %s takes %d bytes by its shape %s and dtype %s, but its data_offsets span %d",
            quoted(info.name()), bytes, info.shape(), info.dtype(), info.end() - info.begin());
      }
    }

    /** In the order of their offsets the tensors fill the data section without hole or overlap. */
    private void requireTiling(Iterable<TensorInfo> tensors, long dataBytes) {
      List<TensorInfo> sorted = new ArrayList<>();
      tensors.forEach(sorted::add);
      sorted.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
      long end = 0;
      for (TensorInfo info : sorted) {
        if (info.begin() != end) {
          throw wrong(
              "tensor %s starts at byte %d of the data instead of %d: tensors must follow each"
                  + " other without hole or overlap",
              quoted(info.name()), info.begin(), end);
        }
        end = info.end();
      }
      if (end != dataBytes) {
        throw InputException.of(
            "%s is cut off or damaged: its tensors take %d bytes, but it holds %d bytes of data",
            file, end, dataBytes);
      }
    }

    /** Refuses half of a surrogate pair, which JSON can escape but UTF-8 cannot express. */
    private String wellFormed(String text) {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw wrong("its header holds half of a surrogate pair");
      }
      return text;
    }

    private InputException wrong(String format, Object... arguments) {
      return new InputException(sentence(String.format(Locale.ROOT, format, arguments)));
    }

    private String sentence(String reason) {
      return file + " is not a valid safetensors file: " + reason;
    }

    private static String quoted(String name) {
      return '"' + shown(name) + '"';
    }

    /** A stranger's text as messages show it: on one line, well-formed and not without end. */
    private static String shown(String text) {
      String start = text.length() <= 200 ? text : text.substring(0, 200) + "...";
      return start.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    private static String firstLine(String message) {
      return message == null ? "no reason given" : shown(message.lines().findFirst().orElse(""));
    }
  }
}
