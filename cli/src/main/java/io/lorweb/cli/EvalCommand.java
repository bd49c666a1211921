package io.lorweb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb eval}: how good a model is. */
@Command(
    name = "eval",
    description = "Measures models on suites of analogies.",
    mixinStandardHelpOptions = true,
    subcommands = {EvalRunCommand.class, EvalReportCommand.class},
    footer = {"", "Example:", "  lorweb eval run suite.yaml --out results"})
final class EvalCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
