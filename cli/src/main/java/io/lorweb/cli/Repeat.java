package io.lorweb.cli;

import io.lorweb.error.InputException;
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
}
