package io.lorweb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb tiny}: how the embedded model is made. */
@Command(
    name = "tiny",
    description = "Makes the embedded model family and its training data.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TinyDataCommand.class,
      TinyTrainCommand.class,
      TinyMeasureCommand.class,
      TinyPackCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  lorweb tiny data tinydata",
      "  lorweb tiny train vae family --data tinydata",
      "  lorweb tiny measure base --items 2",
      "  lorweb tiny pack family tiny-kontext"
    })
final class TinyCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
