package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What may stand beside {@code --from}. */
final class Repeat {

  /** These say where things are and what is written; everything else would change the picture. */
  private static final Set<String> ALLOWED =
      Set.of(
          "--from",
          "--out",
          "--a",
          "--a-prime",
          "--b",
          "--pair",
          "--analogy",
          "--latents",
          "--model",
          "--adapter",
          "--config",
          "--encoder",
          "--device",
          "--dtype",
          "--memory",
          "--threads",
          "--save-grid",
          "--sheet",
          "--analogy-out",
          "--json",
          "--quiet",
          "--verbose",
          "--no-embed",
          "--no-metadata");

  private Repeat() {}

  static void refuseSettings(ParseResult given) {
    for (OptionSpec option : given.matchedOptions()) {
      boolean allowed = false;
      for (String name : option.names()) {
        allowed |= ALLOWED.contains(name);
      }
      if (!allowed) {
        throw InputException.of(
            "--from repeats a run with its own settings: leave out %s", option.longestName());
      }
    }
  }

  /** Pictures for a file that holds only hashes, in the order b, a, a', a, a', ... */
  static List<Picture> given(ApplyCommand command) {
    List<Path> files = new ArrayList<>(command.bs);
    List<Path> pictures = command.pictures;
    if (command.a != null && command.a2 != null) {
      files.addAll(pictures);
      files.add(command.a);
      files.add(command.a2);
    } else if (pictures.size() >= 3) {
      files.add(pictures.get(2));
      files.add(pictures.get(0));
      files.add(pictures.get(1));
    } else {
      files.addAll(pictures);
    }
    files.addAll(command.pairs);
    return files.stream().map(PictureReader::read).toList();
  }
}
