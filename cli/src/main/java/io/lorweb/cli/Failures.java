package io.lorweb.cli;

import io.lorweb.error.InputException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one sentence and an exit code. */
final class Failures {

  /** The user can mend it. */
  static final int MENDABLE = 2;

  /** It ran but failed, in whole or in part. */
  static final int FAILED = 1;

  private Failures() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("lorweb: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return MENDABLE;
  }

  static int execution(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof InputException) {
      command.getErr().println("lorweb: " + e.getMessage());
      return MENDABLE;
    }
    if (e instanceof CancellationException) {
      command.getErr().println("lorweb: " + e.getMessage());
      return Signals.INTERRUPTED;
    }
    command.getErr().println("lorweb: this is a defect of the program, please report it:");
    e.printStackTrace(command.getErr());
    return FAILED;
  }
}
