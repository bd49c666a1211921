package io.lorweb.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say what is printed. */
final class OutputOptions {

  /** The command that these options are mixed into. */
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      order = Sections.OUTPUT,
      names = "--json",
      description = "Print a JSON report on standard output.")
  boolean json;

  @Option(
      order = Sections.OUTPUT,
      names = {"-q", "--quiet"},
      description = "Print errors only.")
  boolean quiet;

  @Option(
      order = Sections.OUTPUT,
      names = {"-v", "--verbose"},
      description = "Print what was chosen and measured.")
  boolean verbose;

  Console console() {
    return new Console(this, command.commandLine().getOut(), command.commandLine().getErr());
  }
}
