package io.lorweb.train.data;

import io.lorweb.error.InputException;
import io.lorweb.image.PictureSize;
import io.lorweb.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
