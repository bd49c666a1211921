package io.lorweb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb data}: what comes before training. */
@Command(
    name = "data",
    description = "Prepares and checks training data.",
    mixinStandardHelpOptions = true,
    subcommands = {DataPrepareCommand.class, DataCheckCommand.class},
    footer = {
      "",
      "Examples:",
      "  lorweb data prepare Relation252K relation252k_processed",
      "  lorweb data check relation252k_processed"
    })
final class DataCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
