package io.lorweb.cli;

import io.lorweb.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** All commands by name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("apply", ApplyCommand.class);
    COMMANDS.put("data", DataCommand.class);
    COMMANDS.put("tiny", TinyCommand.class);
    COMMANDS.put("edit", EditCommand.class);
    COMMANDS.put("interpolate", InterpolateCommand.class);
    COMMANDS.put("export", ExportCommand.class);
    COMMANDS.put("lora", LoraCommand.class);
    COMMANDS.put("train", TrainCommand.class);
    COMMANDS.put("runs", RunsCommand.class);
    COMMANDS.put("studio", StudioCommand.class);
    COMMANDS.put("study", StudyCommand.class);
    COMMANDS.put("eval", EvalCommand.class);
    COMMANDS.put("ablate", AblateCommand.class);
    COMMANDS.put("models", ModelsCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
    COMMANDS.put("dev", DevCommand.class);
    COMMANDS.put("generate-completion", GenerateCompletion.class);
    COMMANDS.put("help", HelpCommand.class);
  }

  /** What needs to know every command. */
  private static final Set<String> ABOUT_ALL = Set.of("generate-completion", "help");

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

  /**
   * The command line with this program's exit codes and error messages.
   *
   * @param arguments of which the first may name a command: then it is built with that one alone,
   *     which takes a fraction of the time
   */
  public static CommandLine commandLine(String... arguments) {
    CommandLine command = new CommandLine(new Main());
    wanted(arguments.length == 0 ? "" : arguments[0])
        .forEach(name -> command.addSubcommand(COMMANDS.get(name)));
    // Otherwise "lorweb apply --version" would print nothing: versions are not inherited.
    command
        .getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().versionProvider(new Versions()));
    Converters.register(command);
    for (String grouped : List.of("apply", "edit", "interpolate", "export", "studio")) {
      CommandLine one = command.getSubcommands().get(grouped);
      if (one != null) {
        Sections.show(one);
      }
    }
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  private static Collection<String> wanted(String first) {
    if (first.equals("--version") || first.equals("-V")) {
      return List.of();
    }
    return COMMANDS.containsKey(first) && !ABOUT_ALL.contains(first)
        ? List.of(first)
        : COMMANDS.keySet();
  }

  public static void main(String[] args) {
    Signals signals = Signals.install();
    CommandLine command = commandLine(args);
    int code;
    try {
      code = Arguments.readable(args, command.getErr()) ? command.execute(args) : Failures.MENDABLE;
    } catch (OutOfMemoryError | LinkageError e) {
      code = Failures.machine(e, command.getErr());
    }
    signals.exit(code);
  }
}
