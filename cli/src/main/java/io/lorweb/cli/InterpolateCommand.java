package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Analogy;
import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.Weighted;
import io.lorweb.analogy.Layout;
import io.lorweb.analogy.Subject;
import io.lorweb.error.InputException;
import io.lorweb.eval.report.LabelledSheet;
import io.lorweb.image.ColourProfiles;
import io.lorweb.image.Picture;
import io.lorweb.image.PictureReader;
import io.lorweb.record.RunRecord.Detail;
import io.lorweb.record.SheetRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lorweb interpolate A B b}: the way from one analogy to another. */
@Command(
    name = "interpolate",
    description = {
      "Draws the way between two analogies: their mixing coefficients are blended, 0 is the first"
          + " and 1 the second.",
      "An analogy is a saved one, or a folder with the pictures a and a2. One option marked with"
          + " [,..] may have several values, separated by commas: the rows of the sheet."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lorweb interpolate sepia.analogy gold.analogy b.png -o way.png",
      "  lorweb interpolate examples/analogies/sepia examples/analogies/invert b.png -o way.gif",
      "  lorweb interpolate sepia.analogy gold.analogy b.png --from -0.5 --to 1.5 --strength 0.5,1"
    })
final class InterpolateCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "The first analogy.")
  Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The second analogy.")
  Path second;

  @Parameters(index = "2", paramLabel = "PICTURE", description = "The picture to edit.")
  Path b;

  @Option(
      order = Sections.FIRST,
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "A .png or .jpg for a labelled sheet, a .gif for an animation (default: PICTURE-edited.png).")
  Path out;

  @Option(
      order = Sections.FIRST,
      names = "--frames",
      paramLabel = "N",
      description = "Pictures on the way (default: ${DEFAULT-VALUE}).")
  int frames = 9;

  @Option(
      order = Sections.FIRST,
      names = "--from",
      paramLabel = "PLACE",
      description = "Where the first one lies; below 0 is beyond A (default: ${DEFAULT-VALUE}).")
  double from = 0;

  @Option(
      order = Sections.FIRST,
      names = "--to",
      paramLabel = "PLACE",
      description = "Where the last one lies; above 1 is beyond B (default: ${DEFAULT-VALUE}).")
  double to = 1;

  @Mixin AdapterOptions adapter;
  @Mixin ModelOptions model;
  @Mixin PictureOptions picture;
  @Mixin MetadataOptions stored;
  @Mixin OutputOptions output;

  /** One picture that is asked for. */
  private record Frame(double at, Settings settings) {}

  @Override
  public Integer call() {
    Console console = output.console();
    Path target = out == null ? OutputTargets.free(List.of(b)) : out;
    boolean animation = animation(target);
    OutputTargets.check(target, List.of(b, first, second));
    Way way = new Way(from, to, frames);
    Sweep sweep = sweep(animation);
    List<List<Frame>> asked =
        Sweep.each(sweep.columns(), sweep.settings()).stream()
            .map(settings -> way.places().stream().map(at -> new Frame(at, settings)).toList())
            .toList();
    LabelledSheet.requireFit(frames, asked.size());
    ColourProfiles profiles = sweep.settings().canvas().profiles();
    ShownEdit one = ShownEdit.read(first, profiles);
    ShownEdit other = ShownEdit.read(second, profiles);
    Stream.of(one, other).flatMap(edit -> edit.doubt().stream()).forEach(console::warn);
    List<Path> read = new ArrayList<>(one.files());
    read.addAll(other.files());
    read.add(b);
    Inputs.profiles(read, picture.masks(), profiles).forEach(console::note);
    Picture edited = PictureReader.read(b, profiles);
    Subject subject = picture.beside().of(edited);
    LoadOptions load = adapter.load(model.load());
    SheetRun run =
        new SheetRun(
            one.name() + " → " + other.name(),
            SheetRun.inputs(
                Stream.of(one, other).flatMap(edit -> edit.pair().stream()).toList(), edited),
            new SheetRecord(way.record(), sweep.columns().map(Axis::record)),
            false,
            stored.none() ? Detail.NONE : Detail.HASHES,
            console);
    try (LoRWeB lorweb = Loading.open(load, console)) {
      Analogy start = one.open(lorweb);
      Analogy end = other.open(lorweb);
      ObjectNode report =
          run.write(
              target,
              asked,
              (frame, steps) ->
                  between(lorweb, start, end, frame.at).apply(subject, frame.settings, steps));
      if (!report.at("/cells/0/0/layout").asText().equals(Layout.QUERY.label())) {
        console.note(
            "the model sees a and a' of the nearer analogy, so the pictures change at once halfway;"
                + " with --layout query the coefficients act alone");
      }
      console.report(report);
    }
    return 0;
  }

  private static Analogy between(LoRWeB lorweb, Analogy start, Analogy end, double at) {
    return lorweb.mixed(List.of(new Weighted(start, 1 - at), new Weighted(end, at)));
  }

  private static boolean animation(Path target) {
    String name = target.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".webp")) {
      throw InputException.of(
          "-o %s: no library of this program writes animated WebP; give a name ending in .gif, or"
              + " in .png for a sheet",
          target);
    }
    if (!name.endsWith(".gif") && !OutputTargets.isPicture(target)) {
      throw InputException.of(
          "-o %s must end in .png or .jpg for a sheet or in .gif for an animation", target);
    }
    return !OutputTargets.isPicture(target);
  }

  private Sweep sweep(boolean animation) {
    List<Axis> axes = new ArrayList<>(adapter.axes());
    axes.addAll(picture.axes());
    Sweep sweep = Sweep.of(picture.settings(), axes, spec.commandLine().getParseResult());
    if (animation) {
      sweep.only("an animation has one row");
    }
    sweep
        .rows()
        .ifPresent(
            axis -> {
              throw InputException.of(
                  "the frames are the columns of the sheet, so only one option may have several"
                      + " values: give one value of %s",
                  axis.option());
            });
    return sweep;
  }
}
