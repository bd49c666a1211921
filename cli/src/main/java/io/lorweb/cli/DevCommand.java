package io.lorweb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb dev}: commands for people who work on this program. */
@Command(
    name = "dev",
    description = "Commands for developers of this program.",
    mixinStandardHelpOptions = true,
    hidden = true,
    subcommands = {SynthesizeCommand.class, TwinCommand.class})
final class DevCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
