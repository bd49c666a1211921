package io.lorweb.cli;

import io.lorweb.analogy.Demonstration;
import io.lorweb.error.InputException;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which files play a, a' and b, however they were given.
 *
 * @param pairs a, a', a, a', ...; empty with a saved analogy
 * @param bs pictures to edit
 */
record Inputs(List<Path> pairs, List<Path> bs) {

  static void requireDistinctNames(List<Path> bs) {
    Set<String> seen = new HashSet<>();
    for (Path b : bs) {
      if (bs.size() > 1 && !seen.add(OutputTargets.stem(b))) {
        throw InputException.of(
            "two pictures are called '%s': their results would overwrite each other",
            OutputTargets.stem(b));
      }
    }
  }

  /** Every file that is read. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(pairs);
    all.addAll(bs);
    return all;
  }

  List<Demonstration> readPairs() {
    List<Demonstration> read = new ArrayList<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      read.add(
          new Demonstration(
              PictureReader.read(pairs.get(i)), PictureReader.read(pairs.get(i + 1))));
    }
    return read;
  }
}
