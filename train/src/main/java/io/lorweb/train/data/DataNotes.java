package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.image.PictureSize;
import io.lorweb.image.Size;
import io.lorweb.train.recipe.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a glance at the files of a training set tells: pairs of two shapes and pairs without an edit
 * teach the wrong thing. {@link DataCheck} looks at every pixel instead.
 */
final class DataNotes {

  /** A glance at more entries takes longer than a glance. */
  private static final int MOST = 5000;

  /** Names that a sentence has room for. */
  private static final int SHOWN = 3;

  /** A picture of this many times the area that it is trained at is worth a word. */
  private static final double SHRUNK = 1.5;

  private DataNotes() {}

  /** One sentence, if there is anything to say. */
  static Optional<String> of(List<Entry> entries) {
    if (entries.size() > MOST) {
      return Optional.empty();
    }
    List<String> odd = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Pair pair) {
        fault(pair.before(), pair.after()).ifPresent(what -> odd.add(pair.id() + what));
      } else if (entry instanceof Entry.Quad quad) {
        fault(quad.a(), quad.a2())
            .or(() -> fault(quad.b(), quad.b2()))
            .ifPresent(what -> odd.add(quad.id() + what));
      }
    }
    if (odd.isEmpty()) {
      return Optional.empty();
    }
    String more = odd.size() > SHOWN ? " and " + (odd.size() - SHOWN) + " more" : "";
    return Optional.of(
        String.join(", ", odd.subList(0, Math.min(SHOWN, odd.size())))
            + more
            + ": trained on as they are (lorweb data check tells all)");
  }

  /** Says so if pictures lose much of what they are: a resolution is easily forgotten. */
  static Optional<String> shrunk(DataSource data, List<Size> sizes) {
    int largest = Collections.max(data.resolutions());
    int cell = data.extent() == DataSource.Extent.CELL ? largest : largest / 2;
    long larger =
        sizes.stream()
            .filter(size -> (double) size.width() * size.height() > SHRUNK * cell * cell)
            .count();
    return larger == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: %d of %d pictures are shrunk to about %d x %d; a larger 'resolution' keeps more"
                    + " of them",
                data.source().name(),
                larger,
                sizes.size(),
                cell,
                cell));
  }

  private static Optional<String> fault(Path before, Path after) {
    try {
      Size one = PictureSize.of(before);
      Size other = PictureSize.of(after);
      if (DataCheck.differ(one, other, DataCheck.SHAPE_TOLERANCE)) {
        return Optional.of(" has " + one + " before but " + other + " after the edit");
      }
      return Files.size(before) == Files.size(after) && Files.mismatch(before, after) < 0
          ? Optional.of(" shows no edit")
          : Optional.empty();
    } catch (InputException | IOException e) {
      return Optional.empty(); // whoever draws it says what is wrong with it
    }
  }
}
