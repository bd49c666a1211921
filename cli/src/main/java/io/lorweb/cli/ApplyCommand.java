package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.analogy.Demonstration;
import io.lorweb.analogy.Layout;
import io.lorweb.error.InputException;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PictureSize;
import io.lorweb.record.Batch;
import io.lorweb.record.BatchItem;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunReport;
import io.lorweb.tensor.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lorweb apply a a' b}: makes b'. */
@Command(
    name = "apply",
    description = {
      "Applies the edit from a to a' to b: makes b' so that a : a' :: b : b'.",
      "Options marked with [,..] take several values, separated by commas: one such option makes"
          + " the columns of a labelled sheet, a second one its rows."
    },
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
      "  lorweb apply a.png a2.png b.png --strength -1,0,0.5,1,2 --steps 1,2,4 -o sheet.png",
      "  lorweb apply --analogy sepia.analogy:0.5 --analogy gold.analogy:0.5 b.png -o b2.png",
      "  lorweb apply --batch items.jsonl -o out/",
      "  lorweb apply --from b2.png -o again.png"
    })
final class ApplyCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Mixin InputOptions input;

  @Option(
      order = Sections.FIRST,
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description =
          "A .png or .jpg for one picture, else a folder (default: B-edited.png, for several"
              + " pictures edited/).")
  Path out;

  @Mixin AdapterOptions adapter;
  @Mixin ExplainOptions words;
  @Mixin ModelOptions model;
  @Mixin PictureOptions picture;

  @Option(order = Sections.OUTPUT, names = "--match-b", description = "Resize b' to the size of b.")
  boolean matchB;

  @Mixin ExtraOptions extra;
  @Mixin CalibrateOption calibration;

  @Option(
      order = Sections.INPUT,
      names = "--batch",
      paramLabel = "JSONL",
      description = "Many analogies: lines {\"a\":..,\"a2\":..,\"b\":..,\"out\":\"name.png\"}.")
  Path batch;

  @Option(
      order = Sections.INPUT,
      names = "--overwrite",
      description = "With --batch: make what exists already anew.")
  boolean overwrite;

  @Option(
      order = Sections.INPUT,
      names = "--at-once",
      paramLabel = "N",
      description =
          "With --batch: pictures made at once, each by a thread of its own; they are the same"
              + " (default: with a narrow model such as the embedded one as many as there are"
              + " cores, else 1).")
  Integer atOnce;

  @Option(
      order = Sections.INPUT,
      names = "--from",
      paramLabel = "PNG",
      description = "Repeat the run that made this picture.")
  Path from;

  @Mixin RecordOptions stored;
  @Mixin OutputOptions output;

  private Console console;

  @Override
  public Integer call() {
    console = output.console();
    if (calibration.asked()) {
      return calibrate();
    }
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
    check(targets, reads(inputs.all()));
    Sweep sweep = sweep();
    if (sweep.sheet()) {
      extra.refuseForSheets();
      stored.refuseForSheets();
    }
    ColourProfiles profiles = sweep.settings().canvas().profiles();
    List<Demonstration> shown = inputs.readPairs(profiles);
    inputs.bs().forEach(PictureSize::of);
    new InputRemarks(profiles, console).tell(inputs, shown, picture.masks(), "");
    Beside beside = picture.beside();
    LoadOptions load = load();
    ArrayNode reports = new ObjectMapper().createArrayNode();
    try (LoRWeB lorweb = open(load)) {
      Analogy demonstration =
          input.analogies.isEmpty()
              ? lorweb.analogy(shown)
              : SavedAnalogy.open(lorweb, input.analogies);
      extra.check(lorweb, sweep.settings());
      layoutConflict(lorweb, sweep.settings()).ifPresent(console::note);
      for (int i = 0; i < targets.size(); i++) {
        List<Path> files = Run.files(inputs.bs().get(i), inputs.pairs());
        Run run = Run.of(sweep.settings(), beside, matchB, files);
        reports.add(
            sweep.sheet()
                ? sheet(demonstration, shown, run, sweep, targets.get(i))
                : making(1)
                    .one(demonstration, run, targets.get(i), several, RunReport::routed)
                    .json());
      }
    }
    console.report(several ? reports : reports.get(0));
    return 0;
  }

  private int calibrate() {
    Sweep sweep = sweep();
    Inputs inputs = input.read(out);
    calibration.check(sweep, spec.commandLine().getParseResult(), reads(inputs.all()));
    ColourProfiles profiles = sweep.settings().canvas().profiles();
    List<Demonstration> shown = inputs.readPairs(profiles);
    List<Picture> bs =
        inputs.bs().stream().map(file -> PictureReader.read(file, profiles)).toList();
    try (LoRWeB lorweb = open(load())) {
      Analogy analogy =
          input.analogies.isEmpty()
              ? lorweb.analogy(shown)
              : SavedAnalogy.open(lorweb, input.analogies);
      return calibration.run(
          console, progress -> analogy.calibrate(bs, sweep.settings(), progress));
    }
  }

  private Sweep sweep() {
    words.check();
    List<Axis> axes = new ArrayList<>(adapter.axes());
    axes.addAll(words.axes());
    axes.addAll(picture.axes());
    return Sweep.of(picture.settings(), axes, spec.commandLine().getParseResult());
  }

  private LoadOptions load() {
    return words.load(adapter.load(model.load()));
  }

  private ObjectNode sheet(
      Analogy analogy, List<Demonstration> shown, Run run, Sweep sweep, Path target) {
    return SheetRun.of(sweep, shown, run.subject().b(), matchB, stored.detail(), console)
        .write(
            target,
            sweep.cells(),
            (settings, steps) -> analogy.apply(run.subject(), settings, steps));
  }

  private LoRWeB open(LoadOptions load) {
    return Loading.open(load, console);
  }

  /** {@code pictures} and all other files that this command reads. */
  private List<Path> reads(List<Path> pictures) {
    List<Path> files = new ArrayList<>(pictures);
    files.addAll(model.files());
    files.addAll(adapter.files());
    words.file().ifPresent(files::add);
    input.analogies.forEach(saved -> files.add(saved.file()));
    files.addAll(picture.files());
    Stream.of(from, batch).filter(Objects::nonNull).forEach(files::add);
    return files;
  }

  /** Refuses what could not be written in the end, with everything that is asked for beside it. */
  private void check(List<Path> targets, List<Path> inputs) {
    stored.check();
    OutputTargets.Distinct files = new OutputTargets.Distinct(inputs);
    targets.forEach(target -> extra.check(target, files, targets.size() > 1));
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

  private int repeat() {
    Repeat.refuseSettings(spec.commandLine().getParseResult());
    requireOut("--from");
    if (!OutputTargets.isPicture(out)) {
      throw InputException.of("-o %s must end in .png or .jpg: --from makes one picture", out);
    }
    check(List.of(out), reads(input.files()));
    Beside beside = picture.beside();
    RunRecord record =
        RunRecord.read(
            from, input.given(RunRecord.profiles(from)), beside.readMask(), beside.latents());
    record =
        record.on(
            words.load(
                adapter.load(model.over(record.load(), spec.commandLine().getParseResult()))));
    record = Repeat.moved(record, input.analogies);
    try (LoRWeB lorweb = open(record.load())) {
      Repeat.sameFiles(record, lorweb, spec.commandLine().getParseResult()).forEach(console::warn);
      extra.check(lorweb, record.settings());
      if (record.edit()) {
        console.report(EditCommand.run(lorweb, Run.again(record), out, stored, console).json());
        return 0;
      }
      Analogy again =
          record.saved().isPresent()
              ? lorweb.open(record.saved().get())
              : lorweb.analogy(record.pairs());
      console.report(making(1).one(again, Run.again(record), out, false, RunReport::routed).json());
    }
    return 0;
  }

  /**
   * @param threads pictures that are made at once
   */
  private Making making(int threads) {
    return new Making(console, extra, stored, threads);
  }

  private void requireOut(String option) {
    if (out == null) {
      throw InputException.of("%s needs -o: say where its pictures go", option);
    }
  }

  private int batch() {
    requireOut("--batch");
    if (atOnce != null) {
      Numbers.atLeast("--at-once", atOnce, 1);
    }
    OutputTargets.noPipe(out);
    if (OutputTargets.isPicture(out)) {
      throw InputException.of("-o %s is one picture but --batch makes many: give a folder", out);
    }
    List<BatchItem> items = BatchItem.read(batch);
    List<Path> pictures =
        items.stream()
            .flatMap(
                item ->
                    Stream.concat(Stream.of(item.a(), item.a2(), item.b()), item.mask().stream()))
            .toList();
    check(items.stream().map(item -> out.resolve(item.out())).toList(), reads(pictures));
    Settings settings = sweep().only("--batch makes one picture of every line");
    Beside beside = picture.beside();
    LoadOptions load = load();
    Batch done;
    try (LoRWeB lorweb = open(load)) {
      extra.check(lorweb, settings);
      int threads = atOnce == null ? Engine.atOnce() : atOnce;
      done =
          new BatchRun(lorweb, settings, beside, matchB, making(threads))
              .run(batch, items, out, overwrite);
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
