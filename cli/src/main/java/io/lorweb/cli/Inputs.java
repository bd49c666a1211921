package io.lorweb.cli;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.Animation;
import io.lorweb.image.PairDifferences;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files play a, a' and b, however they were given.
 *
 * @param pairs a, a', a, a', ...; empty with a saved analogy
 * @param bs pictures to edit
 */
record Inputs(List<Path> pairs, List<Path> bs) {

  /** Every file that is read. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(pairs);
    all.addAll(bs);
    return all;
  }

  /** What a and a' of each pair should share and do not, in sentences. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      differences.addAll(PairDifferences.of(pairs.get(i), pairs.get(i + 1)));
    }
    return differences;
  }

  /** A sentence for each of these pictures that is only the first of several. */
  static List<String> animations(List<Path> pictures) {
    return pictures.stream()
        .filter(Animation::is)
        .map(file -> file + " is an animation: its first picture is taken")
        .toList();
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
