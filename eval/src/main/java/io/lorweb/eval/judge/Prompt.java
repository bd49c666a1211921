package io.lorweb.eval.judge;

import io.lorweb.files.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a judge is asked, in fixed words: figures of different words are not compared. */
public enum Prompt {
  /** How good is b', in two numbers. */
  SCORES("a", "a'", "b", "b'"),
  /** Which of two candidates for b' is better. */
  CHOICE("a", "a'", "b", "candidate 1", "candidate 2");

  private final String text;
  private final List<String> labels;

  Prompt(String... labels) {
    this.labels = List.of(labels);
    String resource = name().toLowerCase(Locale.ROOT) + ".txt";
    try (InputStream in = Prompt.class.getResourceAsStream(resource)) {
      this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words. */
  public String text() {
    return text;
  }

  /** What stands before each of the pictures. */
  public List<String> labels() {
    return labels;
  }

  /** 16 hexadecimal digits over words and labels. */
  public String hash() {
    return Hash.of(text, String.join("\n", labels)).substring(0, 16);
  }
}
