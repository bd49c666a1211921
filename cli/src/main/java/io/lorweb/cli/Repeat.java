package io.lorweb.cli;

import io.lorweb.LoRWeB;
import io.lorweb.error.InputException;
import io.lorweb.record.RunRecord;
import java.nio.file.Files;
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
          "--mask",
          "--model",
          "--adapter",
          "--config",
          "--encoder",
          "--lora",
          "--device",
          "--dtype",
          "--memory",
          "--threads",
          "--save-grid",
          "--sheet",
          "--routing",
          "--analogy-out",
          "--json",
          "--quiet",
          "--verbose",
          "--embed",
          "--no-embed",
          "--no-metadata");

  private Repeat() {}

  /**
   * One sentence for each file that was named anew and holds something else than it held in the
   * run.
   *
   * @throws InputException when such a file was not named anew: then nobody knows that another
   *     picture will come out
   */
  static List<String> sameFiles(RunRecord record, LoRWeB now, ParseResult given) {
    List<String> sentences = new ArrayList<>();
    for (String file : record.files().map(then -> then.differing(now.files())).orElse(List.of())) {
      String option =
          switch (file) {
            case "model" -> "--model";
            case "adapter" -> "--adapter";
            default -> "--lora";
          };
      if (!given.hasMatchedOption(option)) {
        throw InputException.of(
            "--from repeats a run bit for bit, but its %s has been replaced since: give the one of"
                + " the run with %s",
            file, option);
      }
      sentences.add("the " + file + " is not the one of the run: another picture will come out");
    }
    return sentences;
  }

  /** {@code record} with the saved analogy where it is now. */
  static RunRecord moved(RunRecord record, List<SavedAnalogy> given) {
    if (given.isEmpty()) {
      record
          .saved()
          .filter(file -> !Files.exists(file))
          .ifPresent(
              file -> {
                throw InputException.of(
                    "the saved analogy %s of the run does not exist here: give it with --analogy",
                    file);
              });
      return record;
    }
    if (given.size() > 1 || given.get(0).weight() != 1) {
      throw new InputException(
          "--from repeats a run with its own weights: give --analogy once, for the file that has"
              + " moved, without a weight");
    }
    return record.with(given.get(0).file());
  }

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
