package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.image.PictureNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Side-car texts and how the reference tidies captions (docs/spec/LORWEB.md section 8.2). */
final class Captions {

  /** Longer ones are no captions, in bytes. */
  private static final long LARGEST = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Captions() {}

  /** Split at commas, trimmed, empty parts dropped, joined with ", ". */
  static String clean(String caption) {
    return Arrays.stream(caption.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * The caption of a pair: NAME.txt in the task's folder, else the text beside the edited picture,
   * else beside the other, as other trainers lay them; {@code .caption} is an ending, too.
   *
   * @param refused is told when it is no text; the pair then has none
   */
  static Optional<String> beside(
      Path folder, String name, Path before, Path after, Consumer<Finding> refused) {
    for (Path stem :
        List.of(
            folder.resolve(name),
            after.resolveSibling(name),
            after.resolveSibling(PictureNames.stem(after)),
            before.resolveSibling(PictureNames.stem(before)))) {
      for (String ending : List.of(".txt", ".TXT", ".caption")) {
        Path file = stem.resolveSibling(stem.getFileName() + ending);
        if (Files.isRegularFile(file)) {
          try {
            return Optional.of(read(file));
          } catch (InputException e) {
            refused.accept(
                new Finding(
                    Finding.Kind.CAPTION,
                    file.toString(),
                    e.getMessage().replace(file + " ", ""),
                    "save it as UTF-8 text"));
            return Optional.empty();
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The text of {@code file}, with or without a byte order mark; nothing if there is no file. */
  static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    byte[] bytes;
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.of("%s is larger than 1 MiB: not a caption", file);
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException("the caption " + file + " cannot be read: " + e.getMessage(), e);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    } catch (CharacterCodingException e) {
      throw InputException.of("%s is not UTF-8 text; it looks like %s", file, encoding(bytes));
    }
  }

  /** What text that is not UTF-8 most likely is. */
  private static String encoding(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return "UTF-16 (little-endian)";
    }
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return "UTF-16 (big-endian)";
    }
    return "Windows-1252 or Latin-1";
  }
}
