package io.lorweb.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that trains. */
final class TrainOptions {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change a key, such as train.lr=1e-4 or network.network_kwargs.loras_num=32; in the"
              + " reference's form relative to process[0]. May be repeated.")
  List<String> sets = List.of();

  @Option(names = "--resume", description = "Resume from the newest checkpoint.")
  boolean resume;

  @Option(
      names = "--workers",
      paramLabel = "K",
      description =
          "Processes on this machine that share each step, each with the batch of the"
              + " configuration (default: ${DEFAULT-VALUE}).")
  int workers = 1;

  @Option(
      names = "--threads",
      description = "Threads of the engine (default: by the width of the model).")
  Integer threads;

  /** Refuses senseless numbers. */
  void check() {
    Numbers.atLeast("--workers", workers, 1);
    if (threads != null) {
      Numbers.atLeast("--threads", threads, 1);
    }
  }
}
