package io.lorweb.cli;

import io.lorweb.analogy.Demonstration;
import io.lorweb.image.Animation;
import io.lorweb.image.Appearance;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.PairDifferences;
import io.lorweb.image.PictureReader;
import io.lorweb.image.ProfileNote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  List<String> differences(ColourProfiles profiles) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      differences.addAll(PairDifferences.of(pairs.get(i), pairs.get(i + 1), profiles));
    }
    return differences;
  }

  /** A sentence for each pair whose edit is none, or one of transparency alone. */
  List<String> doubts(List<Demonstration> read, ColourProfiles profiles) {
    List<String> doubts = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      Appearance.doubt(
              Appearance.of(pairs.get(2 * i), profiles, read.get(i).a()),
              Appearance.of(pairs.get(2 * i + 1), profiles, read.get(i).a2()))
          .ifPresent(doubts::add);
    }
    return doubts;
  }

  /** A sentence for each of these pictures that is only the first of several. */
  static List<String> animations(List<Path> pictures) {
    return pictures.stream()
        .filter(Animation::is)
        .map(file -> file + " is an animation: its first picture is taken")
        .toList();
  }

  /** A line for each file whose colours were converted or whose profile could not be used. */
  static List<String> profiles(List<Path> files, ColourProfiles profiles) {
    return profiles == ColourProfiles.IGNORED
        ? List.of()
        : files.stream()
            .distinct()
            .map(ProfileNote::of)
            .flatMap(Optional::stream)
            .map(ProfileNote::line)
            .toList();
  }

  /** The same of pictures and of masks, whose profiles are always applied. */
  static List<String> profiles(List<Path> files, List<Path> masks, ColourProfiles profiles) {
    List<String> lines = new ArrayList<>(profiles(files, profiles));
    lines.addAll(
        profiles(
            masks.stream().filter(mask -> !files.contains(mask)).toList(),
            ColourProfiles.CONVERTED));
    return lines;
  }

  List<Demonstration> readPairs(ColourProfiles profiles) {
    List<Demonstration> read = new ArrayList<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      read.add(
          new Demonstration(
              PictureReader.read(pairs.get(i), profiles),
              PictureReader.read(pairs.get(i + 1), profiles)));
    }
    return read;
  }
}
