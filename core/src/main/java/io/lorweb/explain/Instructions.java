package io.lorweb.explain;

import io.lorweb.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Instructions that a base follows, to choose from.
 *
 * @param all at least one, none twice
 */
public record Instructions(List<String> all) {

  /** Each is a pass of the transformer. */
  private static final int MOST = 10_000;

  /** Of one instruction, in characters; T5 sees 512 tokens at most. */
  private static final int LONGEST = 2_000;

  private static final long LARGEST = 16L << 20;

  public Instructions {
    all = List.copyOf(all);
    if (all.isEmpty() || all.size() > MOST) {
      throw InputException.of("%d instructions: give 1 to %d", all.size(), MOST);
    }
    Set<String> seen = new HashSet<>();
    for (String one : all) {
      if (one.isBlank() || one.length() > LONGEST || one.indexOf(0) >= 0) {
        throw InputException.of(
            "an instruction has 1 to %d characters, none of them U+0000: '%.40s' has not",
            LONGEST, one);
      }
      if (!seen.add(one)) {
        throw InputException.of("the instruction '%.80s' is there twice: leave one out", one);
      }
    }
  }

  /**
   * A text file in UTF-8 with an instruction in every line; empty lines and such as begin with
   * {@code #} say nothing.
   *
   * @throws InputException when it is missing, no text, or holds none, too many, or one twice
   */
  public static Instructions read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw InputException.of("larger than %d MiB: no list of instructions", LARGEST >> 20);
      }
      List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
      return new Instructions(lines.stream().filter(line -> !comment(line)).toList());
    } catch (NoSuchFileException e) {
      throw InputException.of("%s is missing", file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read as text: " + e.getMessage(), e);
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  private static boolean comment(String line) {
    return line.isEmpty() || line.startsWith("#");
  }
}
