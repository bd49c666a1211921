package io.lorweb.bench;

import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.tensor.ComputeType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of {@code lorweb bench} and {@code lorweb bench all}, which are the same. */
final class AllOptions {

  /** What else can compute the same. */
  enum Other {
    PYTHON
  }

  /** In what the factors of a product are. */
  enum Products {
    FP32(ComputeType.FP32),
    BF16(ComputeType.BF16_PRODUCTS);

    final ComputeType type;

    Products(ComputeType type) {
      this.type = type;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "GROUP",
      description = "Groups of rows: ${COMPLETION-CANDIDATES} (default: all).")
  List<Group> only;

  @Option(names = "--rounds", description = "Runs of each row (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--wide-rounds",
      description = "Runs of what is of FLUX width (default: ${DEFAULT-VALUE}).")
  int wideRounds = 3;

  @Option(
      names = "--threads",
      description = "Threads inside one operator (default: by the model's width).")
  Integer threads;

  @Option(
      names = "--dtype",
      description =
          "Format of products in steps and training: fp32 or bf16 (default: ${DEFAULT-VALUE}).")
  Products dtype = Products.FP32;

  @Option(
      names = "--heads",
      description = "Width of the wide blocks in heads of 128 (default: ${DEFAULT-VALUE}, FLUX).")
  int heads = 24;

  @Option(
      names = "--side",
      description = "Their noise and context tokens along a side (default: ${DEFAULT-VALUE}).")
  int side = 16;

  @Option(names = "--text", description = "Their text tokens (default: ${DEFAULT-VALUE}).")
  int text = 512;

  @Option(
      names = "--peak-side",
      description = "Side of the product that is the peak (default: ${DEFAULT-VALUE}).")
  int peakSide = 3072;

  @Option(
      names = "--against",
      paramLabel = "python",
      description =
          "Run the PyTorch twin in turn and print ratios; needs torch, for start transformers too.")
  Other against;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "The Python that has them (default: ${DEFAULT-VALUE}).")
  String python = "python3";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Also write the tables there.")
  Path markdown;

  /** Measures and prints. */
  void run() {
    if (heads < 1) {
      throw InputException.of("--heads is %d but must be at least 1", heads);
    }
    BenchPlan plan =
        new BenchPlan(
            only == null ? BenchPlan.all() : Set.copyOf(only),
            rounds,
            wideRounds,
            threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
            dtype.type,
            peakSide,
            StepShape.wide(heads, side, text));
    Report report = Instrument.measure(plan, Optional.ofNullable(against).map(other -> python));
    String tables = ReportText.of(report);
    if (markdown != null) {
      AtomicFile.write(markdown, tables);
    }
    System.out.println(json ? ReportJson.of(report).toPrettyString() : tables);
  }
}
