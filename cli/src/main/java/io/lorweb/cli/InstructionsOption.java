package io.lorweb.cli;

import io.lorweb.LoadOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says what a demonstration can be said in. */
final class InstructionsOption {

  @Option(
      order = Sections.MODEL,
      names = "--instructions",
      paramLabel = "FILE",
      description =
          "What a demonstration is explained by, an instruction in every line (default: the model's"
              + " own list).")
  Path file;

  Optional<Path> given() {
    return Optional.ofNullable(file);
  }

  LoadOptions load(LoadOptions load) {
    return file == null ? load : load.parts(p -> p.instructions(file));
  }
}
