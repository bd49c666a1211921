package io.lorweb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb lora}: ordinary LoRA files. */
@Command(
    name = "lora",
    description = "Says what LoRA files hold, and converts them to other dialects.",
    mixinStandardHelpOptions = true,
    subcommands = {LoraInspectCommand.class, LoraConvertCommand.class})
final class LoraCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
