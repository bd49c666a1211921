package io.lorweb.train.data;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Side-car texts and how the reference tidies captions (docs/spec/LORWEB.md section 8.2). */
final class Captions {

  /** Longer ones are no captions, in bytes. */
  private static final long LARGEST = 1 << 20;

  private Captions() {}

  /** Split at commas, trimmed, empty parts dropped, joined with ", ". */
  static String clean(String caption) {
    return Arrays.stream(caption.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** The text of {@code file}, or nothing when there is no such file. */
  static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.of("the caption %s is larger than 1 MiB; shorten it", file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new InputException(
          "the caption " + file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
    }
  }
}
