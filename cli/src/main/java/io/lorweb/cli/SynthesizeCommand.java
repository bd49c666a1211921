package io.lorweb.cli;

import io.lorweb.synth.FullSize;
import io.lorweb.synth.FullSizeFiles;
import io.lorweb.synth.SyntheticModel;
import io.lorweb.synth.TwinFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb dev synthesize DIR}: a full-size folder of random values (docs/full-size.md). */
@Command(
    name = "synthesize",
    description =
        "Writes a FLUX.1-Kontext-dev folder of random values, about 36 GB; or a tree of single"
            + " files in a published format.",
    mixinStandardHelpOptions = true)
final class SynthesizeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The folder to write.")
  Path folder;

  @Option(names = "--double-blocks", description = "Of 19 (default: ${DEFAULT-VALUE}).")
  int doubleBlocks = 19;

  @Option(names = "--single-blocks", description = "Of 38 (default: ${DEFAULT-VALUE}).")
  int singleBlocks = 38;

  @Option(
      names = "--format",
      converter = TwinCommand.Format.class,
      description =
          "Single files with the transformer as plain, fp8, fp8-scaled, gguf, q8_0, q4_0 or q4_k.")
  TwinFormat format;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    SyntheticModel.Listener listener =
        (file, parameters) -> console.note(String.format(Locale.ROOT, "%s: %,d", file, parameters));
    if (format == null) {
      new FullSize(doubleBlocks, singleBlocks).write(folder, listener);
    } else {
      new FullSizeFiles(doubleBlocks, singleBlocks).write(folder, format, listener);
    }
    console.result(folder.toString());
    return 0;
  }
}
