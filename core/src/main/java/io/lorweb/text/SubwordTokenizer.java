package io.lorweb.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.lorweb.error.InputException;
import io.lorweb.files.Cache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A tokenizer of the Hugging Face library, described by its own JSON format: what {@link
 * ClipTokenizer} and {@link T5Tokenizer} share. Safe for use from several threads.
 */
final class SubwordTokenizer implements AutoCloseable {

  /** The largest file that is parsed; the largest real one has 2.5 MB. */
  private static final long LARGEST = 64L << 20;

  /**
   * The binding reports its first use to its makers and fetches natives unless told not to. Those
   * that it needs lie in its jar.
   */
  private static final Map<String, String> SILENT =
      Map.of("OPT_OUT_TRACKING", "true", "ai.djl.offline", "true");

  /** Special tokens as the JSON says; nothing cut and nothing padded behind our back. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "addSpecialTokens", "true",
          "truncation", "do_not_truncate",
          "padding", "do_not_pad");

  private final HuggingFaceTokenizer tokenizer;

  private SubwordTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * @param source file or folder that messages name
   * @param json the tokenizer in the library's format
   * @throws InputException when the library refuses it
   */
  static SubwordTokenizer of(Path source, String json) {
    SILENT.forEach(
        (property, value) -> {
          if (System.getProperty(property) == null) {
            System.setProperty(property, value);
          }
        });
    Cache.tellTokenizers();
    NoGpuSearch.ensure();
    try {
      return new SubwordTokenizer(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), OPTIONS));
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!Cache.TOKENIZERS.writable()) {
        throw new InputException(
            "the cache "
                + Cache.TOKENIZERS.folder()
                + " cannot be written; another folder is named by "
                + Cache.TOKENIZERS.setting(),
            e);
      }
      throw new InputException(
          source + " does not describe a Hugging Face tokenizer: " + e.getMessage(), e);
    }
  }

  /** Reads a text file of at most 64 MiB. */
  static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.of("%s is larger than 64 MiB: not a tokenizer file", file);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw InputException.of("%s is missing", file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read as text: " + e.getMessage(), e);
    }
  }

  /**
   * The tokens of {@code text} with start and end tokens.
   *
   * @throws InputException when the text holds half of a surrogate pair
   */
  long[] ids(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InputException("the prompt is not valid Unicode: it holds half a surrogate pair");
    }
    return tokenizer.encode(text, true, false).getIds();
  }

  /**
   * Exactly {@code length} tokens: {@code ids} filled with {@code filler}, or cut before their last
   * token, the end token, which stays.
   */
  static long[] padded(long[] ids, int length, long filler) {
    if (length < 2) {
      throw new IllegalArgumentException("length " + length + " leaves no room for a token");
    }
    long[] padded = Arrays.copyOf(ids, length);
    if (ids.length > length) {
      padded[length - 1] = ids[ids.length - 1];
    } else {
      Arrays.fill(padded, ids.length, length, filler);
    }
    return padded;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
