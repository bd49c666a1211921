package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.stages.FamilyFolder;
import io.lorweb.tiny.stages.Shipping;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb tiny pack DIR OUT} (docs/tiny.md). */
@Command(
    name = "pack",
    description = "Makes a family's model ready to be embedded: half precision, a list of files.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  lorweb tiny pack family tiny-kontext"})
final class TinyPackCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "The family's folder.")
  Path folder;

  @Parameters(index = "1", paramLabel = "OUT", description = "A new folder.")
  Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name (default: ${DEFAULT-VALUE}).")
  String name = ModelFolder.EMBEDDED;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    Shipping.Shipped packed = Shipping.pack(new FamilyFolder(folder).model(), out, name);
    console.note(
        String.format(
            Locale.ROOT,
            "%s: %d files, %.1f MB, fingerprint %s",
            out,
            packed.files(),
            packed.bytes() / 1e6,
            packed.fingerprint()));
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("out", out.toString());
    report.put("files", packed.files());
    report.put("bytes", packed.bytes());
    report.put("fingerprint", packed.fingerprint());
    console.report(report);
    return 0;
  }
}
