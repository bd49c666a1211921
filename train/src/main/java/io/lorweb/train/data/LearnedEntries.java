package io.lorweb.train.data;

import io.lorweb.train.recipe.DataSource.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Entries that a run learns from. */
final class LearnedEntries {

  private static final Optional<String> TRAIN = Optional.of("train");

  private LearnedEntries() {}

  /**
   * Of data with a split "train" that nobody has chosen from, that split; else all.
   *
   * @param notes gets a sentence for what is left out
   */
  static List<Entry> of(Source source, List<String> notes) {
    List<Entry> entries = Manifest.read(source);
    List<Entry> train = among(entries, source);
    if (train.size() < entries.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: trained on the %d entries of the split 'train'; %d others are left out",
              source.name(),
              train.size(),
              entries.size() - train.size()));
    }
    return train;
  }

  /** Those of a source's entries. */
  static List<Entry> among(List<Entry> entries, Source source) {
    boolean chosen = source instanceof Source.Manifest manifest && manifest.split().isPresent();
    List<Entry> train =
        entries.stream().filter(entry -> entry.labels().split().equals(TRAIN)).toList();
    return chosen || train.isEmpty() ? entries : train;
  }
}
