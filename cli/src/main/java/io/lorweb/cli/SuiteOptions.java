package io.lorweb.cli;

import io.lorweb.error.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that carry out a suite. */
final class SuiteOptions {

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for all that is made.")
  Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Questions worked on at once; while training, threads of the engine (default: all"
              + " cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin DrawingOptions drawings;

  /** Refuses what could not be written in the end. */
  void check() {
    Numbers.atLeast("--threads", threads, 1);
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw InputException.of("--out %s is a file; give a folder", out);
    }
  }
}
