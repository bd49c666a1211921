package io.lorweb.cli;

import io.lorweb.record.RunRecord.Detail;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say what is written besides the picture, and what is printed. */
final class OutputOptions {

  /** The command that these options are mixed into. */
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(names = "--json", description = "Print a JSON report on standard output.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print what was chosen and measured.")
  boolean verbose;

  @Option(
      names = "--no-embed",
      description = "Store only hashes of the inputs in the PNG; --from then needs the files.")
  boolean noEmbed;

  @Option(names = "--no-metadata", description = "Store nothing but the picture in the PNG.")
  boolean noMetadata;

  Console console() {
    return new Console(this, command.commandLine().getOut(), command.commandLine().getErr());
  }

  Detail detail() {
    if (noMetadata) {
      return Detail.NONE;
    }
    return noEmbed ? Detail.HASHES : Detail.EMBED;
  }
}
