package io.lorweb.cli;

import io.lorweb.model.ModelFolder;
import io.lorweb.synth.Twin;
import io.lorweb.synth.TwinFormat;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb dev twin DIR}: a model's weights as single files (docs/models.md). */
@Command(
    name = "twin",
    description =
        "Writes a diffusers folder's weights as single files in a tree such as ComfyUI's models.",
    mixinStandardHelpOptions = true)
final class TwinCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The tree to write.")
  Path folder;

  @Option(names = "--model", description = "The folder (default: the embedded model).")
  String model = ModelFolder.EMBEDDED;

  @Option(
      names = "--format",
      converter = Format.class,
      description =
          "Of the transformer: plain, gguf, fp8, fp8-scaled, int8, nf4, q8_0, q4_0 or q4_k"
              + " (default: plain).")
  TwinFormat format = TwinFormat.PLAIN;

  @Option(names = "--all-in-one", paramLabel = "FILE", description = "One file of all parts, too.")
  Path allInOne;

  @Mixin OutputOptions output;

  /** A format by its word. */
  static final class Format implements picocli.CommandLine.ITypeConverter<TwinFormat> {
    @Override
    public TwinFormat convert(String word) {
      return Stream.of(TwinFormat.values())
          .filter(format -> format.id().equals(word))
          .findFirst()
          .orElseThrow(
              () -> new picocli.CommandLine.TypeConversionException("'" + word + "' is unknown"));
    }
  }

  @Override
  public Integer call() {
    Twin twin = new Twin(ModelFolder.find(model));
    twin.writeTree(folder, format);
    output.console().result(folder.toString());
    if (allInOne != null) {
      twin.writeAllInOne(allInOne, format);
      output.console().result(allInOne.toString());
    }
    return 0;
  }
}
