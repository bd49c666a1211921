package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pictures that an analogy is made of, however they are given. */
final class InputOptions {

  @Parameters(
      paramLabel = "PICTURE",
      arity = "0..*",
      description = "a, a', then one b or more; with --pair, --analogy or -a and -t only b.")
  List<Path> pictures = List.of();

  @Option(
      order = Sections.INPUT,
      names = {"-a", "--a"},
      paramLabel = "FILE",
      description = "The picture before the edit.")
  Path a;

  @Option(
      order = Sections.INPUT,
      names = {"-t", "--a-prime", "--a2"},
      paramLabel = "FILE",
      description = "The picture after the edit, a'.")
  Path a2;

  @Option(
      order = Sections.INPUT,
      names = {"-b", "--b"},
      paramLabel = "FILE",
      description = "A picture to edit; may be repeated.")
  List<Path> bs = List.of();

  @Option(
      order = Sections.INPUT,
      names = "--pair",
      arity = "2",
      paramLabel = "FILE",
      description = "One more demonstration a a'; coefficients are averaged.")
  List<Path> pairs = List.of();

  @Option(
      order = Sections.INPUT,
      names = "--analogy",
      paramLabel = "FILE[:WEIGHT]",
      description =
          "A saved analogy; several are mixed, each with its weight (default: 1), which may be"
              + " negative.")
  List<SavedAnalogy> analogies = List.of();

  /**
   * Which file plays which part.
   *
   * @param out where the result goes: it says whether one picture is wanted
   */
  Inputs read(Path out) {
    List<Path> pairs = new ArrayList<>();
    List<Path> rest = new ArrayList<>(pictures);
    if ((a == null) != (a2 == null)) {
      throw new InputException("-a and -t belong together: the picture before and after the edit");
    }
    if (a != null) {
      pairs.add(a);
      pairs.add(a2);
    }
    if (meansTriplet(pairs, out)) {
      pairs.addAll(rest.subList(0, 2));
      rest = rest.subList(2, 3);
    }
    pairs.addAll(this.pairs);
    if (pairs.isEmpty() && analogies.isEmpty()) {
      if (rest.size() < 2) {
        throw new InputException(
            "an analogy needs a, a' and b: lorweb apply A A2 B -o OUT (see lorweb apply --help)");
      }
      pairs.addAll(rest.subList(0, 2));
      rest = rest.subList(2, rest.size());
    }
    if (!analogies.isEmpty() && !pairs.isEmpty()) {
      throw new InputException("--analogy brings its own demonstration: leave out a and a'");
    }
    List<Path> bs = new ArrayList<>(this.bs);
    bs.addAll(rest);
    if (bs.isEmpty()) {
      throw new InputException("there is no picture b to edit: give at least one after a and a'");
    }
    return new Inputs(pairs, bs);
  }

  /** {@code A A2 B --pair C C2 -o one.png}: one picture is wanted, so three cannot all be b. */
  private boolean meansTriplet(List<Path> pairs, Path out) {
    return pairs.isEmpty()
        && !this.pairs.isEmpty()
        && this.bs.isEmpty()
        && pictures.size() == 3
        && (out == null || OutputTargets.isPicture(out));
  }

  /** Pictures for a file that holds only hashes, in the order b, a, a', a, a', ... */
  List<Picture> given(ColourProfiles profiles) {
    return files().stream().map(file -> PictureReader.read(file, profiles)).toList();
  }

  /** The files of {@link #given()}. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(bs);
    if (a != null && a2 != null) {
      files.addAll(pictures);
      files.add(a);
      files.add(a2);
    } else if (pictures.size() >= 3) {
      files.add(pictures.get(2));
      files.add(pictures.get(0));
      files.add(pictures.get(1));
    } else {
      files.addAll(pictures);
    }
    files.addAll(pairs);
    return files;
  }
}
