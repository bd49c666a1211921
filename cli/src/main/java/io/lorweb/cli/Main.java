package io.lorweb.cli;

import io.lorweb.Version;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb}: visual analogies from the command line. */
@Command(
    name = "lorweb",
    description = "Edits pictures by example: show one edit, apply it to other pictures.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    subcommands = {
      ApplyCommand.class,
      DataCommand.class,
      TinyCommand.class,
      EditCommand.class,
      InterpolateCommand.class,
      ExportCommand.class,
      LoraCommand.class,
      TrainCommand.class,
      RunsCommand.class,
      StudioCommand.class,
      StudyCommand.class,
      EvalCommand.class,
      AblateCommand.class,
      ModelsCommand.class,
      DoctorCommand.class,
      DevCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    synopsisHeading = "%nMost wanted:%n",
    customSynopsis = {
      "  lorweb apply a.png a2.png b.png -o b2.png   applies the edit of a to b",
      "  lorweb studio                               opens a page that does the same",
      "  lorweb train config.yaml --dry-run          says what a training would do",
      "  lorweb doctor                               checks the installation",
      ""
    },
    footer = {
      "",
      "Shell completion: source <(lorweb generate-completion)",
      "Exit codes: 0 done, 1 failed, 2 an error you can fix, 130 interrupted, 143 terminated"
    })
public final class Main implements Runnable {

  @Spec CommandSpec spec;

  /** The version that the build wrote down. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lorweb " + Version.text()};
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The command line with this program's exit codes and error messages. */
  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new Main());
    // Otherwise "lorweb apply --version" would print nothing: versions are not inherited.
    command
        .getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().versionProvider(new Versions()));
    Converters.register(command);
    for (String grouped : List.of("apply", "edit", "interpolate", "export", "studio")) {
      Sections.show(command.getSubcommands().get(grouped));
    }
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  public static void main(String[] args) {
    Signals signals = Signals.install();
    CommandLine command = commandLine();
    int code;
    try {
      code = Arguments.readable(args, command.getErr()) ? command.execute(args) : Failures.MENDABLE;
    } catch (OutOfMemoryError | LinkageError e) {
      code = Failures.machine(e, command.getErr());
    }
    signals.exit(code);
  }
}
