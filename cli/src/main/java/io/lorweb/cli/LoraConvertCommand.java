package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.lora.Conversion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb lora convert IN OUT --to kohya}: the same effect under other names. */
@Command(
    name = "convert",
    description = "Writes a LoRA in another dialect, with equal effect.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  lorweb lora convert style.safetensors style-comfy.safetensors --to comfy"
    })
final class LoraConvertCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "IN", description = "The LoRA: a file or a folder.")
  Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  Path out;

  @Option(
      names = "--to",
      required = true,
      completionCandidates = Candidates.Formats.class,
      description = "diffusers (or peft), kohya, comfy, bare, onetrainer or lycoris.")
  Dialect to;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    OutputTargets.check(out, List.of(in));
    Conversion.write(in, out, to).ifPresent(console::warn);
    console.result(out.toString());
    console.report(
        new ObjectMapper()
            .createObjectNode()
            .put("lora", out.toString())
            .put("format", to.name().toLowerCase(Locale.ROOT)));
    return 0;
  }
}
