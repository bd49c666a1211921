package io.lorweb.eval.suite;

import io.lorweb.train.data.Relation252k;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Relation252K as it was downloaded as a source of questions: pictures side by side are pairs of
 * their category (docs/spec/LORWEB.md sections 8.1 and 10.1).
 */
final class RelationItems {

  private static final PictureCut BEFORE = new PictureCut.Half(false);
  private static final PictureCut AFTER = new PictureCut.Half(true);

  private RelationItems() {}

  /**
   * All pairs, the category as their task.
   *
   * @param refused is told what labels mean nothing
   */
  static List<Item> read(Suite.Data data, Consumer<String> refused) {
    List<Item> items = new ArrayList<>();
    Relation252k.pairs(data.path(), refused)
        .forEach(
            (category, pairs) ->
                pairs.forEach(
                    pair ->
                        items.add(
                            new Item.Pair(
                                pair.id(),
                                category,
                                new View(pair.file(), BEFORE),
                                new View(pair.file(), AFTER),
                                pair.instruction()))));
    return items;
  }
}
