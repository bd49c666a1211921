package io.lorweb.study.design;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.files.JsonRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A study as {@code study.json}: what is shown to people, and by what rule it was chosen. Nothing
 * in it changes once people have voted.
 *
 * @param title of its pages
 * @param run name of the evaluation that it was made from
 * @param seed of the choice of items, of their order and of the sides
 * @param models whose results are compared; the first meets every other one
 * @param rule by which items were chosen, in words
 * @param left questions of the run that the rule left out, by reason
 * @param terms how people take part
 * @param items voted on
 * @param checks items with a right answer: whoever misses one did not look
 * @param practice an item with a right answer that comes first and does not count
 * @param simulated whether its votes are a simulation's: every page and report says so
 * @param judge a VLM's votes by item, where the run has them: 1 for the first model, 0 for the
 *     other, 0.5 where the two orders contradict each other
 */
public record Design(
    String title,
    String run,
    long seed,
    List<String> models,
    String rule,
    Map<String, Integer> left,
    Terms terms,
    List<Item> items,
    List<Item> checks,
    Item practice,
    boolean simulated,
    Map<String, Double> judge) {

  /** The file in a study's folder. */
  public static final String FILE = "study.json";

  private static final int MOST_BYTES = 64 << 20;

  /**
   * How people take part.
   *
   * @param consent what they agree to before they begin
   * @param noDifference whether they may say that they see none
   * @param mostPeople who may begin
   * @param hours after which a session that was begun cannot be gone on with
   */
  public record Terms(String consent, boolean noDifference, int mostPeople, int hours) {

    public Terms {
      if (mostPeople < 1 || hours < 1) {
        throw InputException.of(
            "a study needs at least one person and one hour, not %d and %d", mostPeople, hours);
      }
    }
  }

  /**
   * Two candidates for one b'. Pictures are named by the SHA-256 of their pixels.
   *
   * @param id unique in the study
   * @param question of the run
   * @param task of the question
   * @param a before
   * @param a2 after
   * @param b to edit
   * @param first the first model's result; of checks and practice the right one
   * @param other another's
   * @param opponent whose the other one is
   */
  public record Item(
      String id,
      String question,
      String task,
      String a,
      String a2,
      String b,
      String first,
      String other,
      String opponent) {

    /** Everything that is shown. */
    public List<String> pictures() {
      return List.of(a, a2, b, first, other);
    }
  }

  public Design {
    models = List.copyOf(models);
    items = List.copyOf(items);
    checks = List.copyOf(checks);
    if (items.isEmpty()) {
      throw InputException.of("a study needs at least one item: the run '%s' gives none", run);
    }
  }

  /** Writes the file, whole or not at all. */
  public void write(Path folder) {
    String text = JsonRecords.tree(this).toPrettyString() + "\n";
    AtomicFile.write(folder.resolve(FILE), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a study's file.
   *
   * @throws InputException when it is missing or damaged
   */
  public static Design read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw InputException.of(
          "%s holds no study (%s): give a folder that 'study create' has made", folder, FILE);
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw InputException.of("%s has more than %d bytes", file, MOST_BYTES);
      }
      if (new ObjectMapper().readTree(Files.readAllBytes(file)) instanceof ObjectNode json) {
        return JsonRecords.bind(file.toString(), json, Design.class);
      }
    } catch (IOException e) {
      throw InputException.of("%s cannot be read as JSON", file);
    }
    throw InputException.of("%s must hold a JSON object", file);
  }
}
