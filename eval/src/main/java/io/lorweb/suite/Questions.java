package io.lorweb.suite;

import io.lorweb.data.Entry;
import io.lorweb.data.Manifest;
import io.lorweb.data.Seeds;
import io.lorweb.error.InputException;
import io.lorweb.recipe.Dataset.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Makes the questions of a suite. Which entries of a task are asked, and with which demonstration,
 * follows from the seed and the task alone: other tasks and more items leave them as they are.
 */
public final class Questions {

  private Questions() {}

  /**
   * All questions, task by task.
   *
   * @param refused is told, in a sentence, what entries could not be read
   * @throws InputException when nothing is left to ask, or an id is used twice
   */
  public static List<Question> of(Suite suite, Consumer<String> refused) {
    List<Question> questions = new ArrayList<>();
    for (Suite.Data data : suite.data()) {
      byTask(data, refused)
          .forEach((task, entries) -> questions.addAll(of(task, entries, data, suite.seed())));
    }
    if (questions.isEmpty()) {
      throw new InputException("the suite's data hold nothing to ask");
    }
    Set<String> ids = new HashSet<>();
    for (Question question : questions) {
      if (!ids.add(question.id())) {
        throw InputException.of("the id '%s' is used twice in the suite's data", question.id());
      }
    }
    return questions;
  }

  private static Map<String, List<Entry>> byTask(Suite.Data data, Consumer<String> refused) {
    Source source = new Source.Manifest(data.path(), data.split());
    Map<String, List<Entry>> byTask = new LinkedHashMap<>();
    for (Entry entry : Manifest.read(source, finding -> refused.accept(finding.toString()))) {
      String task = entry.labels().task();
      if (data.tasks().isEmpty() || data.tasks().contains(task)) {
        byTask.computeIfAbsent(task, name -> new ArrayList<>()).add(entry);
      }
    }
    for (String task : data.tasks()) {
      if (!byTask.containsKey(task)) {
        throw InputException.of("%s has no task '%s'", data.path(), task);
      }
    }
    return byTask;
  }

  private static List<Question> of(String task, List<Entry> entries, Suite.Data data, long seed) {
    List<Entry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, Seeds.ORDER.random(seed, hash(task)));
    List<Entry.Pair> pairs =
        shuffled.stream().filter(Entry.Pair.class::isInstance).map(Entry.Pair.class::cast).toList();
    List<Question> questions = new ArrayList<>();
    for (Entry entry : shuffled) {
      if (data.items() > 0 && questions.size() == data.items()) {
        break;
      }
      question(task, entry, pairs, seed).ifPresent(questions::add);
    }
    return questions;
  }

  private static Optional<Question> question(
      String task, Entry entry, List<Entry.Pair> pairs, long seed) {
    String prompt = entry.labels().prompt();
    if (entry instanceof Entry.Quad quad) {
      return Optional.of(
          new Question(
              quad.id(), task, quad.a(), quad.a2(), quad.b(), Optional.of(quad.b2()), prompt));
    }
    if (!(entry instanceof Entry.Pair pair) || pairs.size() < 2) {
      return Optional.empty();
    }
    // A step of 1 to all but one further on is never the pair itself.
    int step = 1 + Seeds.DRAW.random(seed, hash(pair.id())).nextInt(pairs.size() - 1);
    Entry.Pair shown = pairs.get((pairs.indexOf(pair) + step) % pairs.size());
    return Optional.of(
        new Question(
            pair.id(),
            task,
            shown.before(),
            shown.after(),
            pair.before(),
            Optional.of(pair.after()),
            prompt));
  }

  /** A number that tells texts apart. */
  static long hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
