package io.lorweb.cli;

import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.analogy.Demonstration;
import io.lorweb.error.InputException;
import io.lorweb.image.ColourProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An edit as one path names it: a saved analogy, or a folder with the pictures a and a2.
 *
 * @param path as it was given
 * @param pair the pictures of a folder
 * @param doubt a sentence where they show no edit, or one of transparency alone
 */
record ShownEdit(Path path, Optional<Demonstration> pair, Optional<String> doubt) {

  static ShownEdit read(Path path, ColourProfiles profiles) {
    if (!Files.isDirectory(path)) {
      return new ShownEdit(path, Optional.empty(), Optional.empty());
    }
    Inputs inputs = new Inputs(List.of(picture(path, "a"), picture(path, "a2")), List.of());
    List<Demonstration> read = inputs.readPairs(profiles);
    return new ShownEdit(
        path,
        Optional.of(read.get(0)),
        inputs.doubts(read, profiles).stream().findFirst().map(doubt -> path + ": " + doubt));
  }

  private static Path picture(Path folder, String stem) {
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(file -> OutputTargets.stem(file).equals(stem)).sorted().toList();
    } catch (IOException e) {
      throw new InputException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    if (found.size() != 1) {
      throw InputException.of(
          "%s holds %d files named '%s' but must hold one picture 'a' and one 'a2', such as a.png"
              + " and a2.png",
          folder, found.size(), stem);
    }
    return found.get(0);
  }

  /** The pictures that were read. */
  List<Path> files() {
    return pair.isEmpty() ? List.of() : List.of(picture(path, "a"), picture(path, "a2"));
  }

  /** The last part of the path, without its ending. */
  String name() {
    return OutputTargets.stem(path.toAbsolutePath().normalize());
  }

  Analogy open(LoRWeB lorweb) {
    return pair.map(shown -> lorweb.analogy(List.of(shown))).orElseGet(() -> lorweb.open(path));
  }
}
