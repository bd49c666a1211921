package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.RoutedAnalogy;
import io.lorweb.Settings;
import io.lorweb.adapt.OrdinaryLora.Dialect;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.image.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lorweb export}: one analogy as an ordinary LoRA. */
@Command(
    name = "export",
    description = "Exports one analogy as an ordinary LoRA of rank N r for other tools.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lorweb export -a a.png -t a2.png -b b.png -o edit.safetensors",
      "  lorweb export --analogy edit.analogy -b b.png -o edit.safetensors --format kohya"
    })
final class ExportCommand implements Callable<Integer> {

  /** A demonstration by pictures or by a saved analogy. */
  static final class Demonstration {
    @ArgGroup(exclusive = false)
    Pictures pictures;

    @Option(
        order = Sections.INPUT,
        names = "--analogy",
        paramLabel = "FILE[:WEIGHT]",
        required = true,
        description = "A saved analogy; several are mixed.")
    List<SavedAnalogy> analogies = List.of();
  }

  /** a and a'. */
  static final class Pictures {
    @Option(
        order = Sections.INPUT,
        names = {"-a", "--a"},
        required = true,
        paramLabel = "FILE",
        description = "Before.")
    Path a;

    @Option(
        order = Sections.INPUT,
        names = {"-t", "--a-prime", "--a2"},
        required = true,
        paramLabel = "FILE",
        description = "After.")
    Path a2;
  }

  @Spec CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  Demonstration demonstration;

  @Option(
      order = Sections.INPUT,
      names = {"-b", "--b"},
      required = true,
      paramLabel = "FILE",
      description = "The picture to edit; it takes part in the routing.")
  Path b;

  @Option(
      order = Sections.FIRST,
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The LoRA.")
  Path out;

  @Option(
      order = Sections.FIRST,
      names = "--format",
      completionCandidates = Candidates.Formats.class,
      description =
          "diffusers (peft), kohya, comfy, bare, onetrainer or lycoris (default: diffusers).")
  Dialect format = Dialect.DIFFUSERS;

  @Mixin AdapterOptions adapter;
  @Mixin ModelOptions model;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    LoadOptions load = adapter.load(model.load());
    Settings settings =
        Sweep.of(Settings.defaults(), adapter.axes(), spec.commandLine().getParseResult())
            .only("an export is one LoRA");
    OutputTargets.check(out, List.of(b));
    List<Path> pictures =
        demonstration.pictures == null
            ? List.of(b)
            : List.of(demonstration.pictures.a, demonstration.pictures.a2, b);
    Inputs.profiles(pictures, settings.canvas().profiles()).forEach(console::note);
    try (LoRWeB lorweb = Loading.open(load, console)) {
      Analogy analogy =
          demonstration.pictures == null
              ? SavedAnalogy.open(lorweb, demonstration.analogies)
              : lorweb.analogy(
                  PictureReader.read(demonstration.pictures.a),
                  PictureReader.read(demonstration.pictures.a2));
      RoutedAnalogy routed = analogy.route(PictureReader.read(b), settings);
      routed.export(out, format);
      if (routed.layout() != Layout.QUERY) {
        console.note(
            String.format(
                Locale.ROOT,
                "the adapter sees a and a' in its context as well (layout %s): a program that uses"
                    + " the LoRA must show them too, or leaves that part out",
                routed.layout().label()));
      }
    }
    console.result(out.toString());
    console.report(
        new ObjectMapper()
            .createObjectNode()
            .put("lora", out.toString())
            .put("format", format.name().toLowerCase(Locale.ROOT)));
    return 0;
  }
}
