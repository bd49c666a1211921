package io.lorweb.image;

import io.lorweb.error.InputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The texts of a PNG file: chunks tEXt, zTXt and iTXt.
 *
 * <p>One text may hold 64 MB and all together 128 MB, counted while they are unpacked, so that a
 * small file cannot fill the memory. (Pillow's 1 MB each is too little for embedded pictures.)
 */
public final class PngText {

  static final int MAX_FILE_BYTES = 256 << 20;
  private static final int MAX_TEXT_BYTES = 64 << 20;
  private static final int MAX_TOTAL_BYTES = 128 << 20;
  private static final int MAX_TEXTS = 1000;

  private final PngChunks chunks;
  private final String name;
  private int total;

  private PngText(PngChunks chunks, String name) {
    this.chunks = chunks;
    this.name = name;
  }

  /**
   * All texts by key, in the file's order; of a key that comes twice the last one.
   *
   * @throws InputException when the file is missing, larger than 256 MB, no PNG, damaged, or beyond
   *     the limits
   */
  public static Map<String, String> read(Path file) {
    return read(PictureFile.bytes(file, MAX_FILE_BYTES), file.toString());
  }

  /**
   * {@link #read(Path)} of a file in memory.
   *
   * @param name what messages call the file
   */
  public static Map<String, String> read(byte[] bytes, String name) {
    return new PngText(new PngChunks(bytes, name), name).texts();
  }

  /**
   * The text of the chunk at which {@code chunks} stand if it has that key; a damaged one says
   * nothing.
   */
  static Optional<String> of(PngChunks chunks, String name, String key) {
    ByteBuffer data = chunks.data();
    byte[] wanted = (key + "\0").getBytes(StandardCharsets.ISO_8859_1);
    if (data.remaining() < wanted.length
        || !data.slice(data.position(), wanted.length).equals(ByteBuffer.wrap(wanted))) {
      return Optional.empty();
    }
    data.position(data.position() + wanted.length);
    try {
      return Optional.of(new PngText(chunks, name).value(chunks.type(), data, key));
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    int count = 0;
    while (chunks.next()) {
      chunks.check();
      switch (chunks.type()) {
        case "tEXt", "zTXt", "iTXt" -> {
          if (++count > MAX_TEXTS) {
            throw InputException.of(
                "%s holds more than %d texts, too many to read", name, MAX_TEXTS);
          }
          ByteBuffer data = chunks.data();
          String key = StandardCharsets.ISO_8859_1.decode(untilNul(data)).toString();
          texts.put(key, value(chunks.type(), data, key));
        }
        default -> {}
      }
    }
    return texts;
  }

  private String value(String type, ByteBuffer data, String key) {
    if (type.equals("tEXt")) {
      return StandardCharsets.ISO_8859_1.decode(counted(data, key)).toString();
    }
    if (type.equals("zTXt")) {
      method(data, key);
      return StandardCharsets.ISO_8859_1.decode(inflate(data, key)).toString();
    }
    boolean compressed = data.hasRemaining() && data.get() == 1;
    method(data, key);
    untilNul(data); // the language
    untilNul(data); // the translated key
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(compressed ? inflate(data, key) : counted(data, key))
          .toString();
    } catch (CharacterCodingException e) {
      throw chunks.damaged("its text \"" + key + "\" is not UTF-8");
    }
  }

  private void method(ByteBuffer data, String key) {
    if (!data.hasRemaining() || data.get() != 0) {
      throw chunks.damaged("its text \"" + key + "\" is packed in an unknown way");
    }
  }

  /** What stands before the next NUL; the buffer then stands behind it. */
  private ByteBuffer untilNul(ByteBuffer data) {
    int start = data.position();
    while (data.hasRemaining()) {
      if (data.get() == 0) {
        return data.slice(start, data.position() - 1 - start);
      }
    }
    throw chunks.damaged("one of its texts is cut short");
  }

  private ByteBuffer counted(ByteBuffer data, String key) {
    count(data.remaining(), data.remaining(), key);
    return data;
  }

  private ByteBuffer inflate(ByteBuffer packed, String key) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!inflater.finished()) {
        int more = inflater.inflate(buffer);
        if (more == 0 && !inflater.finished()) {
          throw chunks.damaged("its text \"" + key + "\" ends too early");
        }
        count(more, plain.size() + more, key);
        plain.write(buffer, 0, more);
      }
      return ByteBuffer.wrap(plain.toByteArray());
    } catch (DataFormatException e) {
      throw chunks.damaged("its text \"" + key + "\" cannot be unpacked");
    } finally {
      inflater.end();
    }
  }

  private void count(int more, int inThisText, String key) {
    total += more;
    if (inThisText > MAX_TEXT_BYTES || total > MAX_TOTAL_BYTES) {
      throw InputException.of(
          "the texts of %s are too long to read: at most %d MB each and %d MB in all, and \"%s\" is"
              + " beyond that",
          name, MAX_TEXT_BYTES >> 20, MAX_TOTAL_BYTES >> 20, key);
    }
  }
}
