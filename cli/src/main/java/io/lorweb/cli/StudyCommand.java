package io.lorweb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb study}: people choose between two models' results. */
@Command(
    name = "study",
    description = "User studies: people choose between two models' results in a browser.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StudyCreateCommand.class,
      StudyServeCommand.class,
      StudyReportCommand.class,
      StudySimulateCommand.class
    })
final class StudyCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
