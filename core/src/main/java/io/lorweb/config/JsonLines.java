package io.lorweb.config;

import io.lorweb.error.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * JSON objects in a file, one a line (jsonlines.org): UTF-8, with or without a byte order mark.
 * Blank lines are skipped; a line that holds anything but one object is refused.
 */
public final class JsonLines {

  private static final String MARK = "\uFEFF";

  /** A longer line is no list of paths and words. */
  private static final int LONGEST = 16 << 20;

  private JsonLines() {}

  /**
   * Reads a file from its start to its end.
   *
   * @param file is mentioned in messages as it is given here
   * @param objects gets each object, which knows its line
   * @param refused gets what is wrong with a line; it may throw it
   * @throws InputException when the file is missing or is not text
   */
  public static void read(Path file, Consumer<JsonFile> objects, Consumer<InputException> refused) {
    int number = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
      StringBuilder line = new StringBuilder();
      for (boolean more = true; more; ) {
        number++;
        more = next(reader, line, file, number);
        String text = number == 1 && line.indexOf(MARK) == 0 ? line.substring(1) : line.toString();
        if (!text.isBlank()) {
          try {
            objects.accept(JsonFile.parse(file + " line " + number, text));
          } catch (InputException e) {
            refused.accept(e);
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw InputException.of("%s does not exist; give a file of JSON lines", file);
    } catch (CharacterCodingException e) {
      throw InputException.of(
          "%s is not UTF-8 text from about line %d on; save it as UTF-8", file, number);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Fills {@code line} up to the next end of line; says whether the file goes on after it. */
  private static boolean next(BufferedReader reader, StringBuilder line, Path file, int number)
      throws IOException {
    line.setLength(0);
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        return true;
      }
      if (line.length() == LONGEST) {
        throw InputException.of("%s line %d is longer than 16 MiB", file, number);
      }
      line.append((char) c);
    }
    return false;
  }
}
