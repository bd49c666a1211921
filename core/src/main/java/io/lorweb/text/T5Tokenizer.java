package io.lorweb.text;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import java.nio.file.Path;

/**
 * The tokenizer of the T5 encoder: {@code tokenizer.json}, used exactly as it stands. Safe for use
 * from several threads. Source: fixture t5-encoder, README; docs/spec/FLUX_KONTEXT.md section 5.
 */
public final class T5Tokenizer implements AutoCloseable {

  private static final String PAD = "<pad>";

  private final SubwordTokenizer tokenizer;
  private final long pad;

  private T5Tokenizer(SubwordTokenizer tokenizer, long pad) {
    this.tokenizer = tokenizer;
    this.pad = pad;
  }

  /**
   * Loads {@code tokenizer.json} out of {@code folder} ({@code tokenizer_2} of a FLUX folder).
   *
   * @throws InputException when it is missing, larger than 64 MiB, garbled or has no {@code <pad>}
   */
  public static T5Tokenizer load(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    return parse(file, SubwordTokenizer.read(file));
  }

  /**
   * As {@link #load}, out of a text.
   *
   * @param source file that messages name
   * @param json as in a tokenizer.json
   */
  public static T5Tokenizer parse(Path source, String json) {
    long pad = pad(JsonFile.parse(source.toString(), json));
    return new T5Tokenizer(SubwordTokenizer.of(source, json), pad);
  }

  private static long pad(JsonFile json) {
    for (JsonFile token : json.objects("added_tokens")) {
      if (token.text("content").equals(PAD)) {
        return token.integer("id");
      }
    }
    throw InputException.of("%s: added_tokens lacks the token %s", json.where(), PAD);
  }

  /**
   * All tokens of {@code text}, {@code </s>} at the end.
   *
   * @throws InputException when the text is not valid Unicode
   */
  public long[] ids(String text) {
    return tokenizer.ids(text);
  }

  /**
   * Exactly {@code maxLength} (512 for FLUX) tokens: filled with {@code <pad>}, or the first
   * maxLength - 1 and {@code </s>}.
   *
   * @throws InputException when the text is not valid Unicode
   */
  public long[] padded(String text, int maxLength) {
    return SubwordTokenizer.padded(ids(text), maxLength, pad);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
