package io.lorweb.eval.suite;

import io.lorweb.train.data.Entry;
import io.lorweb.train.data.Manifest;
import io.lorweb.train.recipe.DataSource.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Manifests and folders of pairs (docs/data.md) as a source of questions. */
final class ManifestItems {

  private ManifestItems() {}

  /**
   * All entries of the wanted split.
   *
   * @param refused is told what lines mean nothing
   */
  static List<Item> read(Suite.Data data, Consumer<String> refused) {
    Source source = new Source.Manifest(data.path(), data.split());
    List<Item> items = new ArrayList<>();
    for (Entry entry : Manifest.read(source, finding -> refused.accept(finding.toString()))) {
      items.add(item(entry));
    }
    return items;
  }

  private static Item item(Entry entry) {
    String task = entry.labels().task();
    String prompt = entry.labels().prompt();
    if (entry instanceof Entry.Quad quad) {
      return new QuestionDraft(
          quad.id(),
          task,
          View.whole(quad.a()),
          View.whole(quad.a2()),
          View.whole(quad.b()),
          Optional.of(View.whole(quad.b2())),
          prompt);
    }
    if (entry instanceof Entry.Open open) {
      return new QuestionDraft(
          open.id(),
          task,
          View.whole(open.a()),
          View.whole(open.a2()),
          View.whole(open.b()),
          Optional.empty(),
          prompt);
    }
    if (entry instanceof Entry.Pair pair) {
      return new Item.Pair(
          pair.id(), task, View.whole(pair.before()), View.whole(pair.after()), prompt);
    }
    throw new IllegalStateException("strips stand in no manifest");
  }
}
