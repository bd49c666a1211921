package io.lorweb.bench;

import io.lorweb.Version;
import io.lorweb.error.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code lorweb bench}: what this program costs on this machine (docs/benchmarks.md). */
@Command(
    name = "lorweb bench",
    description = "Measures this program on this machine: all of it, or one part.",
    mixinStandardHelpOptions = true,
    versionProvider = BenchMain.Versions.class,
    subcommands = {
      AllBench.class,
      AdapterBench.class,
      ApplyBench.class,
      KernelBench.class,
      TrainBench.class
    })
public final class BenchMain implements Runnable {

  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lorweb " + Version.text()};
    }
  }

  @Mixin AllOptions options;

  @Override
  public void run() {
    options.run();
  }

  /** Runs a command; what the user can fix is one sentence and exit code 2. */
  static int execute(String... args) {
    return new CommandLine(new BenchMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // Some groups of --only are named like commands.
        .setAllowSubcommandsAsOptionParameters(true)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (!(e instanceof InputException)) {
                throw e;
              }
              command.getErr().println("lorweb bench: " + e.getMessage());
              return CommandLine.ExitCode.USAGE;
            })
        .execute(args);
  }

  public static void main(String[] args) {
    int code = execute(args);
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}
