package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import io.lorweb.image.PictureSize;
import io.lorweb.image.PngWriter;
import io.lorweb.record.Batch;
import io.lorweb.record.BatchItem;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunReport;
import java.nio.file.Path;
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

  @Mixin InputOptions input;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description =
          "A .png for one picture, else a folder (default: B-edited.png, for several pictures"
              + " edited/).")
  Path out;

  @Mixin AdapterOptions adapter;
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

  @Option(names = "--overwrite", description = "With --batch: make what exists already anew.")
  boolean overwrite;

  @Option(
      names = "--from",
      paramLabel = "PNG",
      description = "Repeat the run that made this picture.")
  Path from;

  @Mixin OutputOptions output;

  private Console console;

  @Override
  public Integer call() {
    console = output.console();
    if (from != null) {
      return repeat();
    }
    return batch == null ? apply() : batch();
  }

  private int apply() {
    Inputs inputs = input.read(out);
    List<Path> targets =
        OutputTargets.of(out == null ? OutputTargets.free(inputs.bs()) : out, inputs.bs());
    boolean several = targets.size() > 1;
    targets.forEach(target -> check(target, inputs.all(), several));
    List<Demonstration> shown = inputs.readPairs();
    if (shown.stream().anyMatch(pair -> pair.a().equals(pair.a2()))) {
      console.warn("a and a' are the same picture: no edit is shown");
    }
    inputs.bs().forEach(PictureSize::of);
    inputs.differences().forEach(console::warn);
    Inputs.animations(inputs.all()).forEach(console::warn);
    Settings settings = settings();
    Optional<float[]> noise = picture.startingNoise();
    LoadOptions load = adapter.load(model.load());
    ArrayNode reports = new ObjectMapper().createArrayNode();
    try (LoRWeB lorweb = open(load)) {
      Analogy demonstration =
          input.analogy == null ? lorweb.analogy(shown) : lorweb.open(input.analogy);
      layoutConflict(lorweb, settings).ifPresent(console::note);
      for (int i = 0; i < targets.size(); i++) {
        Run run = new Run(PictureReader.read(inputs.bs().get(i)), settings, noise, matchB);
        reports.add(one(demonstration, run, targets.get(i), several).json());
      }
    }
    console.report(several ? reports : reports.get(0));
    return 0;
  }

  private Settings settings() {
    return adapter.settings(picture.settings());
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
                    Locale.ROOT,
                    "lorweb: --layout %s overrides %s, the adapter's training layout",
                    chosen.label(),
                    trained.get().label()));
  }

  private RunReport one(Analogy analogy, Run run, Path target, boolean several) {
    long start = System.nanoTime();
    String stem = OutputTargets.stem(target);
    Result result;
    try (WorkBar steps = console.progress(target.getFileName().toString())) {
      if (analogyOut == null) {
        result = analogy.apply(run.b(), run.settings(), run.latents(), steps);
      } else {
        RoutedAnalogy routed = analogy.route(run.b(), run.settings(), run.latents(), steps);
        result = routed.apply(steps);
        routed.save(several ? OutputTargets.each(analogyOut, stem) : analogyOut);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    RunRecord record = run.record(result);
    Picture picture = record.picture(result);
    record.write(target, result, output.detail());
    extras(record, result, picture, name -> several ? OutputTargets.each(name, stem) : name);
    console.made(target, picture, result, seconds);
    result
        .span()
        .filter(Span.Score::outside)
        .ifPresent(score -> console.warn(unlike(target, score)));
    return RunReport.of(target, picture, result, seconds);
  }

  private static String unlike(Path target, Span.Score score) {
    return String.format(
        Locale.ROOT,
        "%s may fail: the model has seen few edits like this one (it is farther from them than %.0f %%"
            + " of its own are, distance %.2f); docs/apply.md says what may help",
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
    requireOut("--from");
    if (!OutputTargets.isPng(out)) {
      throw InputException.of("-o %s must end in .png: --from makes one picture", out);
    }
    check(out, List.of(from), false);
    RunRecord record = RunRecord.read(from, input.given(), picture.startingNoise());
    record =
        record.on(adapter.load(model.over(record.load(), spec.commandLine().getParseResult())));
    record = input.analogy == null ? record : record.with(input.analogy);
    try (LoRWeB lorweb = open(record.load())) {
      Repeat.sameFiles(record, lorweb, spec.commandLine().getParseResult()).forEach(console::warn);
      if (record.edit()) {
        console.report(EditCommand.run(lorweb, Run.again(record), out, output, console).json());
        return 0;
      }
      Analogy again =
          record.saved().isPresent()
              ? lorweb.open(record.saved().get())
              : lorweb.analogy(record.pairs());
      console.report(one(again, Run.again(record), out, false).json());
    }
    return 0;
  }

  private void requireOut(String option) {
    if (out == null) {
      throw InputException.of("%s needs -o: say where its pictures go", option);
    }
  }

  private int batch() {
    requireOut("--batch");
    if (OutputTargets.isPng(out)) {
      throw InputException.of("-o %s is one picture but --batch makes many: give a folder", out);
    }
    List<BatchItem> items = BatchItem.read(batch);
    OutputTargets.check(out.resolve("any.png"), List.of());
    Settings settings = settings();
    Optional<float[]> noise = picture.startingNoise();
    LoadOptions load = adapter.load(model.load());
    Batch done;
    try (LoRWeB lorweb = open(load)) {
      done =
          Batch.run(
              items,
              out,
              item -> item.over(settings),
              overwrite,
              (item, target) -> {
                List<Demonstration> pair =
                    List.of(
                        new Demonstration(
                            PictureReader.read(item.a()), PictureReader.read(item.a2())));
                Picture b = PictureReader.read(item.b());
                Run run = new Run(b, item.over(settings), noise, matchB);
                return one(lorweb.analogy(pair), run, target, items.size() > 1);
              },
              console::failed);
    }
    console.report(done.json());
    if (!done.otherwise().isEmpty()) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%d pictures that existed were made with other settings, the first is %s: give"
                  + " another folder, or --overwrite",
              done.otherwise().size(),
              done.otherwise().get(0)));
    }
    console.note(
        String.format(
            Locale.ROOT,
            "%d made, %d existed already, %d failed",
            done.made(),
            done.skipped(),
            done.failed()));
    return done.failed() == 0 ? 0 : Failures.FAILED;
  }
}
