package io.lorweb.eval.suite;

import io.lorweb.error.InputException;
import io.lorweb.work.Seeds;
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
final class Questions {

  private Questions() {}

  /**
   * All questions, task by task, and the rows of their tables.
   *
   * @param refused is told, in a sentence, what entries could not be read
   * @throws InputException when nothing is left to ask, or an id is used twice
   */
  static Drafts of(Suite suite, Consumer<String> refused) {
    List<QuestionDraft> drafts = new ArrayList<>();
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    suite.groups().forEach(group -> groups.put(group.name(), new HashSet<>(group.tasks())));
    for (Suite.Data data : suite.data()) {
      Map<String, List<Item>> byTask = byTask(data, suite.seed(), refused);
      byTask.forEach(
          (task, items) ->
              drafts.addAll(of(task, items, data, suite.seed(), suite.demonstrations())));
      data.group()
          .ifPresent(
              name -> groups.computeIfAbsent(name, key -> new HashSet<>()).addAll(byTask.keySet()));
    }
    if (drafts.isEmpty()) {
      throw new InputException("the suite's data contain no questions");
    }
    Set<String> ids = new HashSet<>();
    for (QuestionDraft draft : drafts) {
      if (!ids.add(draft.id())) {
        throw InputException.of("the id '%s' is used twice in the suite's data", draft.id());
      }
    }
    return new Drafts(
        drafts, groups.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList());
  }

  private static Map<String, List<Item>> byTask(
      Suite.Data data, long seed, Consumer<String> refused) {
    List<Item> items =
        switch (data.kind()) {
          case MANIFEST -> ManifestItems.read(data, refused);
          case RELATION252K -> RelationItems.read(data, refused);
          case EVALSET -> EvalSet.read(data, seed, refused);
        };
    Map<String, List<Item>> byTask = new LinkedHashMap<>();
    items.forEach(item -> byTask.computeIfAbsent(item.task(), name -> new ArrayList<>()).add(item));
    for (List<String> named : List.of(data.tasks(), data.without())) {
      for (String task : named) {
        if (!byTask.containsKey(task)) {
          throw InputException.of("%s has no task '%s'", data.path(), task);
        }
      }
    }
    byTask.keySet().removeIf(task -> !data.wants(task));
    return byTask;
  }

  private static List<QuestionDraft> of(
      String task, List<Item> items, Suite.Data data, long seed, int demonstrations) {
    List<Item> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, Seeds.ORDER.random(seed, hash(task)));
    List<Item.Pair> pairs =
        shuffled.stream().filter(Item.Pair.class::isInstance).map(Item.Pair.class::cast).toList();
    List<QuestionDraft> drafts = new ArrayList<>();
    for (Item item : shuffled) {
      if (data.items() > 0 && drafts.size() == data.items()) {
        break;
      }
      if (item instanceof QuestionDraft draft) {
        if (demonstrations > 1) {
          throw InputException.of(
              "%s: '%s' comes with its one demonstration, but %d are asked for: give pairs, or"
                  + " demonstrations: [1]",
              data.path(), draft.id(), demonstrations);
        }
        drafts.add(draft);
      } else if (item instanceof Item.Pair pair && pairs.size() > 1) {
        if (demonstrations >= pairs.size()) {
          throw InputException.of(
              "%s: %d demonstrations are asked for but the task '%s' has %d pairs: each question"
                  + " can be shown the %d others",
              data.path(), demonstrations, task, pairs.size(), pairs.size() - 1);
        }
        drafts.add(draft(pair, pairs, seed, demonstrations));
      }
    }
    return drafts;
  }

  private static QuestionDraft draft(
      Item.Pair pair, List<Item.Pair> pairs, long seed, int demonstrations) {
    // A step of 1 to all but one further on is never the pair itself.
    int step = 1 + Seeds.DRAW.random(seed, hash(pair.id())).nextInt(pairs.size() - 1);
    int own = pairs.indexOf(pair);
    Item.Pair shown = pairs.get((own + step) % pairs.size());
    List<QuestionDraft.Shown> more = new ArrayList<>();
    for (int on = step + 1; more.size() < demonstrations - 1; on++) {
      if (on % pairs.size() != 0) {
        Item.Pair next = pairs.get((own + on) % pairs.size());
        more.add(new QuestionDraft.Shown(next.before(), next.after()));
      }
    }
    return new QuestionDraft(
        pair.id(),
        pair.task(),
        shown.before(),
        shown.after(),
        more,
        pair.before(),
        Optional.of(pair.after()),
        pair.prompt());
  }

  /** A number that tells texts apart. */
  static long hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
