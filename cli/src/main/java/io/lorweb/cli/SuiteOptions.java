package io.lorweb.cli;

import io.lorweb.error.InputException;
import io.lorweb.image.Lettering;
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
      description = "The output folder.")
  Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Questions worked on at once, each with one thread of the engine (default: all cores);"
              + " while training, threads of the engine (default: by the width of the model).")
  Integer given;

  /** Questions at once. */
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin DrawingOptions drawings;

  /** Refuses what could not be written in the end. */
  void check() {
    if (given != null) {
      Numbers.atLeast("--threads", given, 1);
      threads = given;
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw InputException.of("--out %s is a file; give a folder", out);
    }
    Lettering.require(); // of the report's charts
  }
}
