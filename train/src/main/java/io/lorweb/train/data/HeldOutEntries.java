package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.train.recipe.DataSource.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Entries that a run measures its loss on without learning from them. */
final class HeldOutEntries {

  private HeldOutEntries() {}

  /**
   * The entries of {@code split} that can be measured; none of a source without splits.
   *
   * @param notes gets a sentence for what is left out
   * @throws InputException when they are trained on
   */
  static List<Entry> of(Source source, String split, List<String> notes) {
    if (!(source instanceof Source.Manifest manifest)) {
      return List.of();
    }
    Optional<String> wanted = Optional.of(split);
    List<Entry> trained = LearnedEntries.among(Manifest.read(source), source);
    if (trained.stream().anyMatch(entry -> entry.labels().split().equals(wanted))) {
      throw InputException.of(
          "validate.split is '%s', but %s is trained on these entries, too: let the others have the"
              + " split 'train', or choose one with data.split",
          split, source.name());
    }
    List<Entry> held =
        Manifest.read(Manifest.all(manifest.path())).stream()
            .filter(entry -> entry.labels().split().equals(wanted))
            .toList();
    Map<String, Long> pairs =
        held.stream()
            .filter(Entry.Pair.class::isInstance)
            .collect(Collectors.groupingBy(entry -> entry.labels().task(), Collectors.counting()));
    List<Entry> usable =
        held.stream()
            .filter(
                entry ->
                    entry.answer().isPresent()
                        && !(entry instanceof Entry.Pair && pairs.get(entry.labels().task()) == 1))
            .toList();
    if (usable.size() < held.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: %d of %d entries of the split '%s' are not used to validate: they have no true"
                  + " b', or are the only pair of their task in the split",
              source.name(),
              held.size() - usable.size(),
              held.size(),
              split));
    }
    return usable;
  }
}
