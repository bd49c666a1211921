package io.lorweb.cli;

import io.lorweb.config.Nearest;
import io.lorweb.error.InputException;
import io.lorweb.train.loop.TrainingFailed;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one sentence and an exit code. */
final class Failures {

  /** The user can fix it. */
  static final int MENDABLE = 2;

  /** It ran but failed, in whole or in part. */
  static final int FAILED = 1;

  /** How the engine words it on a CPU and on a GPU. */
  private static final Pattern NO_MEMORY =
      Pattern.compile("can't allocate memory|not enough memory|out of memory");

  private static final String OUT_OF_MEMORY =
      "not enough memory: try a smaller --size, or --memory stream";

  private Failures() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("lorweb: " + oneLine(e.getMessage()) + suggestion(e));
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return MENDABLE;
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return "";
    }
    return meant(unmatched.getUnmatched().get(0), e.getCommandLine())
        .map(word -> "; did you mean " + word + "?")
        .orElse("");
  }

  /** The command or option that differs from {@code word} in a few letters at most. */
  private static Optional<String> meant(String word, CommandLine command) {
    List<String> known = new ArrayList<>();
    if (word.startsWith("-")) {
      command.getCommandSpec().options().stream()
          .filter(option -> !option.hidden())
          .forEach(option -> known.addAll(List.of(option.names())));
    } else {
      command
          .getSubcommands()
          .forEach(
              (name, sub) -> {
                if (!sub.getCommandSpec().usageMessage().hidden()) {
                  known.add(name);
                }
              });
    }
    String bare = word.replaceFirst("=.*", "");
    return Nearest.of(bare, known);
  }

  private static String oneLine(String message) {
    return Flags.of(message).replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
  }

  static int execution(Exception e, CommandLine command, ParseResult result) {
    PrintWriter err = command.getErr();
    if (e instanceof InputException || e instanceof InvalidPathException) {
      err.println("lorweb: " + oneLine(e.getMessage()));
      return MENDABLE;
    }
    if (e instanceof CancellationException) {
      err.println("lorweb: " + oneLine(e.getMessage()));
      return Signals.INTERRUPTED;
    }
    if (e instanceof TrainingFailed) {
      err.println("lorweb: " + oneLine(e.getMessage()));
      return FAILED;
    }
    if (NO_MEMORY.matcher(String.valueOf(e.getMessage())).find()) {
      err.println("lorweb: " + OUT_OF_MEMORY);
      return MENDABLE;
    }
    err.println("lorweb: this is a defect of the program, please report it:");
    e.printStackTrace(err);
    return FAILED;
  }

  /** What picocli lets through: the machine lacks memory, or a library that the engine needs. */
  static int machine(Error e, PrintWriter err) {
    if (e instanceof OutOfMemoryError) {
      err.println("lorweb: " + OUT_OF_MEMORY);
      return MENDABLE;
    }
    if (e instanceof LinkageError) {
      err.println(
          "lorweb: the engine does not load ("
              + oneLine(String.valueOf(e.getMessage()))
              + ")"
              + AddressSpace.hint()
              + "; run lorweb doctor for details");
      return MENDABLE;
    }
    throw e;
  }
}
