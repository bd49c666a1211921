package io.lorweb.bench;

import io.lorweb.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lorweb bench}: what this program costs on this machine (docs/benchmarks.md). */
@Command(
    name = "lorweb bench",
    description = "Measures this program on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = BenchMain.Versions.class,
    subcommands = {AdapterBench.class, ApplyBench.class, KernelBench.class, TrainBench.class})
public final class BenchMain implements Runnable {

  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lorweb " + Version.text()};
    }
  }

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  public static void main(String[] args) {
    int code = new CommandLine(new BenchMain()).execute(args);
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}
