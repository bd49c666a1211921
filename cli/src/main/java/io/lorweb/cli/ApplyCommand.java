package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Result;
import io.lorweb.RoutedAnalogy;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.basis.Span;
import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PngWriter;
import io.lorweb.record.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lorweb apply a a' b}: makes b'. */
@Command(
    name = "apply",
    description = "Applies the edit from a to a' to b: makes b' so that a : a' :: b : b'.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lorweb apply a.png a2.png b.png -o b2.png",
      "  lorweb apply a.png a2.png b1.jpg b2.jpg b3.jpg -o out/",
      "  lorweb apply -a a.png -t a2.png -b b.png -o b2.png -w lorweb.safetensors -c config.yaml \\",
      "      --model FLUX.1-Kontext-dev -p \"give the animal a crown\"",
      "  lorweb apply --pair a.png a2.png --pair c.png c2.png b.png -o b2.png",
      "  lorweb apply --batch items.jsonl -o out/",
      "  lorweb apply --from b2.png -o again.png"
    })
final class ApplyCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "PICTURE",
      arity = "0..*",
      description = "a, a', then one b or more; with --pair, --analogy or -a and -t only b.")
  List<Path> pictures = List.of();

  @Option(
      names = {"-a", "--a"},
      paramLabel = "FILE",
      description = "The picture before the edit.")
  Path a;

  @Option(
      names = {"-t", "--a-prime", "--a2"},
      paramLabel = "FILE",
      description = "The picture after the edit, a'.")
  Path a2;

  @Option(
      names = {"-b", "--b"},
      paramLabel = "FILE",
      description = "A picture to edit; may be repeated.")
  List<Path> bs = List.of();

  @Option(
      names = "--pair",
      arity = "2",
      paramLabel = "FILE",
      description = "One more demonstration a a'; coefficients are averaged.")
  List<Path> pairs = List.of();

  @Option(names = "--analogy", paramLabel = "FILE", description = "A saved analogy.")
  Path analogy;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      required = true,
      description = "A .png for one picture, else a folder.")
  Path out;

  @Option(
      names = {"-w", "--adapter"},
      paramLabel = "FILE",
      description = "LoRWeB checkpoint (default: the model folder's own).")
  Path adapter;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "YAML",
      description = "The reference's training configuration of the adapter.")
  Path config;

  @Option(names = "--encoder", paramLabel = "DIR", description = "The query's image encoder.")
  String encoder;

  @Option(
      names = "--layout",
      description =
          "grid, separate or query (default: the adapter's, else the model's, else grid).")
  String layout;

  @Option(
      names = "--strength",
      description = "Factor on the mixing coefficients (default: ${DEFAULT-VALUE}).")
  double strength = 1;

  @Option(
      names = "--fit",
      paramLabel = "STEPS",
      description =
          "Fit the mixing coefficients to the demonstration in N steps (default: the"
              + " model's, else 0).")
  Integer fit;

  @Mixin ModelOptions model;
  @Mixin PictureOptions picture;

  @Option(names = "--match-b", description = "Resize b' to the size of b.")
  boolean matchB;

  @Option(names = "--save-grid", paramLabel = "FILE", description = "Also save the whole canvas.")
  Path grid;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Also save a contact sheet of a, a', b and b'.")
  Path sheet;

  @Option(
      names = "--analogy-out",
      paramLabel = "FILE",
      description = "Also save the analogy, to be applied to other pictures later.")
  Path analogyOut;

  @Option(
      names = "--batch",
      paramLabel = "JSONL",
      description = "Many analogies: lines {\"a\":..,\"a2\":..,\"b\":..,\"out\":\"name.png\"}.")
  Path batch;

  @Option(
      names = "--from",
      paramLabel = "PNG",
      description = "Repeat the run that made this picture.")
  Path from;

  @Mixin OutputOptions output;

  private Console console;

  @Override
  public Integer call() {
    console = new Console(output, spec.commandLine().getOut(), spec.commandLine().getErr());
    if (from != null) {
      return repeat();
    }
    return batch == null ? apply() : batch();
  }

  private int apply() {
    Inputs inputs = Inputs.of(this);
    List<Path> targets = OutputTargets.of(out, inputs.bs());
    boolean several = targets.size() > 1;
    targets.forEach(target -> check(target, inputs.all(), several));
    List<Demonstration> shown = inputs.readPairs();
    List<Picture> read = inputs.bs().stream().map(PictureReader::read).toList();
    Settings settings = settings();
    Optional<float[]> noise = picture.startingNoise();
    LoadOptions load = load(model.load());
    ArrayNode reports = new ObjectMapper().createArrayNode();
    try (LoRWeB lorweb = open(load)) {
      Analogy demonstration = analogy == null ? lorweb.analogy(shown) : lorweb.open(analogy);
      layoutConflict(lorweb, settings).ifPresent(console::note);
      for (int i = 0; i < read.size(); i++) {
        RunRecord record =
            new RunRecord(
                load, settings, shown, read.get(i), noise, Optional.ofNullable(analogy), matchB);
        reports.add(one(demonstration, record, targets.get(i), several));
      }
    }
    console.report(several ? reports : reports.get(0));
    return 0;
  }

  private Settings settings() {
    Settings settings = picture.settings(layout, strength);
    return fit == null ? settings : settings.mixing(m -> m.fit(fit));
  }

  private LoadOptions load(LoadOptions load) {
    load = adapter == null ? load : load.parts(p -> p.adapter(adapter));
    load = config == null ? load : load.parts(p -> p.config(config));
    return encoder == null ? load : load.parts(p -> p.encoder(encoder));
  }

  private LoRWeB open(LoadOptions load) {
    return Loading.open(load, console);
  }

  /** Refuses what could not be written in the end, with everything that is asked for beside it. */
  private void check(Path target, List<Path> inputs, boolean several) {
    OutputTargets.check(target, inputs);
    for (Path extra : new Path[] {grid, sheet, analogyOut}) {
      if (extra != null) {
        OutputTargets.check(
            several ? OutputTargets.each(extra, OutputTargets.stem(target)) : extra, inputs);
      }
    }
  }

  private Optional<String> layoutConflict(LoRWeB lorweb, Settings settings) {
    Optional<Layout> trained =
        lorweb.adapter().flatMap(a -> a.config().layout()).map(Layout::parse);
    return settings
        .canvas()
        .layout()
        .filter(chosen -> trained.isPresent() && trained.get() != chosen)
        .map(
            chosen ->
                String.format(
                    "lorweb: --layout %s overrides %s, the adapter's training layout",
                    chosen.label(), trained.get().label()));
  }

  private ObjectNode one(Analogy analogy, RunRecord record, Path target, boolean several) {
    long start = System.nanoTime();
    String stem = OutputTargets.stem(target);
    Result result;
    try (WorkBar steps = console.progress(target.getFileName().toString())) {
      if (analogyOut == null) {
        result = analogy.apply(record.b(), record.settings(), record.latents(), steps);
      } else {
        RoutedAnalogy routed =
            analogy.route(record.b(), record.settings(), record.latents(), steps);
        result = routed.apply(steps);
        routed.save(several ? OutputTargets.each(analogyOut, stem) : analogyOut);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Picture picture = record.picture(result);
    record.write(target, result, output.detail());
    extras(record, result, picture, name -> several ? OutputTargets.each(name, stem) : name);
    console.made(target, picture, result, seconds);
    result
        .span()
        .filter(Span.Score::outside)
        .ifPresent(score -> console.warn(unlike(target, score)));
    return Reports.run(target, picture, result, seconds);
  }

  private static String unlike(Path target, Span.Score score) {
    return String.format(
        Locale.ROOT,
        "%s may fail: the shown edit is less like those that the adapter was trained on than %.0f %%"
            + " of them (distance %.2f)",
        target,
        100 * score.rank(),
        score.distance());
  }

  private void extras(RunRecord record, Result result, Picture picture, UnaryOperator<Path> name) {
    if (grid != null) {
      PngWriter.write(name.apply(grid), result.canvas(), Map.of());
    }
    if (sheet != null) {
      Picture row = ContactSheet.of(record.pairs(), record.b(), picture);
      PngWriter.write(name.apply(sheet), row, Map.of());
    }
  }

  private int repeat() {
    Repeat.refuseSettings(spec.commandLine().getParseResult());
    if (!OutputTargets.isPng(out)) {
      throw InputException.of("-o %s must end in .png: --from makes one picture", out);
    }
    check(out, List.of(from), false);
    RunRecord record = RunRecord.read(from, Repeat.given(this), picture.startingNoise());
    record = record.on(load(model.over(record.load(), spec.commandLine().getParseResult())));
    record = analogy == null ? record : record.with(analogy);
    try (LoRWeB lorweb = open(record.load())) {
      if (record.edit()) {
        console.report(EditCommand.run(lorweb, record, out, output, console));
        return 0;
      }
      Analogy again =
          record.saved().isPresent()
              ? lorweb.open(record.saved().get())
              : lorweb.analogy(record.pairs());
      console.report(one(again, record, out, false));
    }
    return 0;
  }

  private int batch() {
    if (OutputTargets.isPng(out)) {
      throw InputException.of("-o %s is one picture but --batch makes many: give a folder", out);
    }
    List<BatchItem> items = BatchItem.read(batch);
    OutputTargets.check(out.resolve("any.png"), List.of());
    Settings settings = settings();
    Optional<float[]> noise = picture.startingNoise();
    LoadOptions load = load(model.load());
    List<String> failures = new ArrayList<>();
    ArrayNode reports = new ObjectMapper().createArrayNode();
    int skipped = 0;
    try (LoRWeB lorweb = open(load)) {
      for (BatchItem item : items) {
        Path target = out.resolve(item.out());
        if (item.done(target)) {
          skipped++;
          continue;
        }
        try {
          List<Demonstration> pair =
              List.of(
                  new Demonstration(PictureReader.read(item.a()), PictureReader.read(item.a2())));
          Picture b = PictureReader.read(item.b());
          Settings own =
              item.prompt().map(p -> settings.wording(w -> w.prompt(p))).orElse(settings);
          own = item.seed().isPresent() ? own.sampling(s -> s.seed(item.seed().getAsLong())) : own;
          RunRecord record = new RunRecord(load, own, pair, b, noise, Optional.empty(), matchB);
          reports.add(one(lorweb.analogy(pair), record, target, items.size() > 1));
        } catch (InputException e) {
          failures.add(item.out() + ": " + e.getMessage());
          console.warn(failures.get(failures.size() - 1));
        }
      }
    }
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("made", reports.size());
    report.put("skipped", skipped);
    report.put("failed", failures.size());
    report.set("items", reports);
    failures.forEach(report.putArray("failures")::add);
    console.report(report);
    console.note(
        String.format(
            "%d made, %d existed already, %d failed", reports.size(), skipped, failures.size()));
    return failures.isEmpty() ? 0 : Failures.FAILED;
  }
}
