package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Result;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.image.PictureSize;
import io.lorweb.record.RunRecord;
import io.lorweb.record.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lorweb edit picture -p "instruction"}: the base alone. */
@Command(
    name = "edit",
    description = "Edits a picture by instruction with the base model alone (plain Kontext).",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lorweb edit photo.jpg -p \"make a negative\" -o negative.png",
      "  lorweb edit photo.jpg -p \"make a negative\" --seed 1,2,3 --steps 4,8 -o sheet.png",
      "  lorweb edit photo.jpg -p \"oil painting\" --lora paint.safetensors 0.8 -o painting.png"
    })
final class EditCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "PICTURE", arity = "1..*", description = "Pictures to edit.")
  List<Path> pictures;

  @Option(
      order = Sections.FIRST,
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description =
          "A .png or .jpg for one picture, else a folder (default: B-edited.png, for several"
              + " pictures edited/).")
  Path out;

  @Mixin ModelOptions model;
  @Mixin PictureOptions picture;
  @Mixin CalibrateOption calibration;
  @Mixin RecordOptions stored;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    if (calibration.asked()) {
      return calibrate(console);
    }
    List<Path> targets =
        OutputTargets.of(out == null ? OutputTargets.free(pictures) : out, pictures);
    pictures.forEach(PictureSize::of);
    Inputs.animations(pictures).forEach(console::warn);
    stored.check();
    List<Path> reads = new ArrayList<>(pictures);
    reads.addAll(model.files());
    reads.addAll(picture.files());
    OutputTargets.Distinct files = new OutputTargets.Distinct(reads);
    targets.forEach(target -> files.picture("-o", target));
    Sweep sweep = Sweep.of(picture.settings(), picture.axes(), spec.commandLine().getParseResult());
    if (sweep.sheet()) {
      stored.refuseForSheets();
    }
    Inputs.profiles(pictures, picture.masks(), sweep.settings().canvas().profiles())
        .forEach(console::note);
    Beside beside = picture.beside();
    LoadOptions load = model.load().baseOnly();
    ArrayNode reports = new ObjectMapper().createArrayNode();
    try (LoRWeB lorweb = Loading.open(load, console)) {
      for (int i = 0; i < targets.size(); i++) {
        Run run = Run.of(sweep.settings(), beside, false, List.of(pictures.get(i)));
        Path target = targets.get(i);
        reports.add(
            sweep.sheet()
                ? SheetRun.of(sweep, List.of(), run.subject().b(), false, stored.detail(), console)
                    .write(
                        target,
                        sweep.cells(),
                        (settings, steps) -> lorweb.edit(run.subject(), settings, steps))
                : run(lorweb, run, target, stored, console).json());
      }
    }
    console.report(reports.size() == 1 ? reports.get(0) : reports);
    return 0;
  }

  private int calibrate(Console console) {
    Sweep sweep = Sweep.of(picture.settings(), picture.axes(), spec.commandLine().getParseResult());
    List<Path> reads = new ArrayList<>(pictures);
    reads.addAll(model.files());
    calibration.check(sweep, spec.commandLine().getParseResult(), reads);
    ColourProfiles profiles = sweep.settings().canvas().profiles();
    List<Picture> read = pictures.stream().map(file -> PictureReader.read(file, profiles)).toList();
    try (LoRWeB lorweb = Loading.open(model.load().baseOnly(), console)) {
      return calibration.run(
          console, progress -> lorweb.calibrate(read, sweep.settings(), progress));
    }
  }

  static RunReport run(LoRWeB lorweb, Run run, Path target, RecordOptions stored, Console console) {
    long start = System.nanoTime();
    Result result;
    try (WorkBar steps = console.progress(target.getFileName().toString())) {
      result = lorweb.edit(run.subject(), run.settings(), steps);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    RunRecord record = run.record(result);
    Picture picture = record.picture(result);
    record.write(target, result, stored.detail());
    console.made(target, picture, result, seconds);
    return RunReport.of(target, picture, result, seconds);
  }
}
