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

  static Inputs of(ApplyCommand command) {
    List<Path> pairs = new ArrayList<>();
    List<Path> rest = new ArrayList<>(command.pictures);
    if ((command.a == null) != (command.a2 == null)) {
      throw new InputException("-a and -t belong together: the picture before and after the edit");
    }
    if (command.a != null) {
      pairs.add(command.a);
      pairs.add(command.a2);
    }
    if (meansTriplet(command, pairs)) {
      pairs.addAll(rest.subList(0, 2));
      rest = rest.subList(2, 3);
    }
    pairs.addAll(command.pairs);
    if (pairs.isEmpty() && command.analogy == null) {
      if (rest.size() < 2) {
        throw new InputException(
            "an analogy needs a, a' and b: lorweb apply A A2 B -o OUT (see lorweb apply --help)");
      }
      pairs.addAll(rest.subList(0, 2));
      rest = rest.subList(2, rest.size());
    }
    if (command.analogy != null && !pairs.isEmpty()) {
      throw new InputException("--analogy brings its own demonstration: leave out a and a'");
    }
    List<Path> bs = new ArrayList<>(command.bs);
    bs.addAll(rest);
    if (bs.isEmpty()) {
      throw new InputException("there is no picture b to edit: give at least one after a and a'");
    }
    requireDistinctNames(bs);
    return new Inputs(pairs, bs);
  }

  /** {@code A A2 B --pair C C2 -o one.png}: one picture is wanted, so three cannot all be b. */
  private static boolean meansTriplet(ApplyCommand command, List<Path> pairs) {
    return pairs.isEmpty()
        && !command.pairs.isEmpty()
        && command.bs.isEmpty()
        && command.pictures.size() == 3
        && OutputTargets.isPng(command.out);
  }

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
