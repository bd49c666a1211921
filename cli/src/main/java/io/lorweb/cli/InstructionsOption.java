package io.lorweb.cli;

import io.lorweb.LoadOptions;
import io.lorweb.error.InputException;
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

  /**
   * Refuses a list from which nothing is chosen.
   *
   * @param explain whether anything is
   */
  void check(boolean explain) {
    if (file != null && !explain) {
      throw new InputException("--instructions is what --explain chooses from: give both");
    }
  }

  Optional<Path> given() {
    return Optional.ofNullable(file);
  }

  LoadOptions load(LoadOptions load) {
    return file == null ? load : load.parts(p -> p.instructions(file));
  }
}
