package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.SuiteRunner;
import io.lorweb.files.AtomicFile;
import io.lorweb.image.Lettering;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.drawings.PoolMaker;
import io.lorweb.tiny.measure.Items;
import io.lorweb.tiny.measure.MeasuredStage;
import io.lorweb.tiny.measure.Measurement;
import io.lorweb.tiny.measure.ReportText;
import io.lorweb.tiny.pairs.SubjectKind;
import io.lorweb.tiny.stages.FamilyStage;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb tiny measure STAGE} (docs/tiny.md). */
@Command(
    name = "measure",
    description = "Measures one stage of a tiny model on held-out drawings.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "STAGE is one of",
      "  vae      pictures through the VAE and back",
      "  clip     edits told apart by the image encoder",
      "  base     the base, given an instruction",
      "  adapter  analogies from pictures alone; with --lora the baseline that sees none",
      "",
      "Items, noise and resamples follow from --seed, task and item number: the figures of",
      "several models compare, and other --tasks or more --items leave an item as it is.",
      "",
      "Examples:",
      "  lorweb tiny measure vae --items 2",
      "  lorweb tiny measure adapter --sheet sheet.png --markdown adapter.md"
    })
final class TinyMeasureCommand implements Callable<Integer> {

  @Parameters(paramLabel = "STAGE", description = "vae, clip, base or adapter.")
  FamilyStage stage;

  @Mixin MeasureOptions how;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Items of each task, at most (default: ${DEFAULT-VALUE}).")
  int items = 8;

  @Option(
      names = "--subjects",
      paramLabel = "KIND",
      description =
          "What b shows: drawings (the default), scenes or photographs; the latter two have edits"
              + " by rule only.")
  SubjectKind subjects = SubjectKind.DRAWINGS;

  @Option(
      names = "--demonstrations",
      paramLabel = "KIND",
      description = "Adapter: what a shows (default: drawings).")
  SubjectKind demonstrations;

  @Option(
      names = "--seed",
      description = "Of items, noise and resamples (default: ${DEFAULT-VALUE}).")
  long seed = 0;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "NAME",
      description = "Some of the tasks, separated by commas (default: all).")
  List<String> tasks = List.of();

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Write a PNG with two items of each task; several when it gets too high.")
  Path sheet;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables in Markdown.")
  Path markdown;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pictures worked on at once (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin DrawingOptions drawings;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    MeasuredStage kind = how.lora() ? MeasuredStage.LORA : MeasuredStage.valueOf(stage.name());
    how.check(kind, stage.id());
    if (demonstrations != null && kind != MeasuredStage.ADAPTER) {
      throw InputException.of(
          "--demonstrations goes with the stage adapter: %s sees none", stage.id());
    }
    Numbers.atLeast("--items", items, 1);
    Numbers.atLeast("--threads", threads, 1);
    List<Task> chosen = chosen(new Catalogue().tasks());
    checkFiles(kind);
    ModelFolder folder = ModelFolder.find(how.model);
    int side = how.side(kind, folder);
    Settings settings = how.settings(side, folder);
    PoolMaker.Made made = drawings.make(side, threads, console);
    made.failures().forEach(console::failed);
    Measurement measurement =
        new Measurement(
            kind,
            folder,
            how.load(),
            settings,
            new Measurement.Asked(chosen, items, shown(), seed),
            threads);
    try (WorkBar progress = console.progress("")) {
      Measurement.Measured measured =
          measurement.run(
              made.pool(),
              Optional.ofNullable(sheet),
              new SuiteRunner.Watching(one -> Loading.open(one.load(), console), progress));
      write(measured, kind, used(kind, settings), console);
    }
    return 0;
  }

  private Items.Shown shown() {
    return new Items.Shown(
        subjects, demonstrations == null ? SubjectKind.DRAWINGS : demonstrations);
  }

  private List<Task> chosen(List<Task> all) {
    for (String name : tasks) {
      if (all.stream().noneMatch(task -> task.name().equals(name))) {
        throw InputException.of(
            "--tasks: '%s' is not one of the %d tasks in docs/tiny.md", name, all.size());
      }
    }
    return tasks.isEmpty()
        ? all
        : all.stream().filter(task -> tasks.contains(task.name())).toList();
  }

  private void checkFiles(MeasuredStage kind) {
    if (sheet != null) {
      if (!kind.shows()) {
        throw InputException.of("--sheet: the stage %s makes no pictures", stage.id());
      }
      if (!sheet.toString().endsWith(".png")) {
        throw InputException.of("--sheet %s: give a name ending in .png", sheet);
      }
      Lettering.require();
      OutputTargets.check(sheet, List.of());
    }
    if (markdown != null) {
      OutputTargets.check(markdown, List.of());
    }
  }

  private Map<String, Object> used(MeasuredStage kind, Settings settings) {
    Map<String, Object> used = how.used(kind, settings, items, seed);
    if (subjects != SubjectKind.DRAWINGS) {
      used.put("subjects", word(subjects));
    }
    if (demonstrations != null) {
      used.put("demonstrations", word(demonstrations));
    }
    return used;
  }

  private static String word(SubjectKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void write(
      Measurement.Measured measured,
      MeasuredStage kind,
      Map<String, Object> used,
      Console console) {
    String title = "lorweb tiny measure " + stage.id();
    StringBuilder command = new StringBuilder(title);
    used.forEach((name, value) -> command.append(" --" + name + " " + value));
    if (!tasks.isEmpty()) {
      command.append(" --tasks ").append(String.join(",", tasks));
    }
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("stage", stage.id());
    json.put("command", command.toString());
    used.forEach(json::putPOJO);
    json.setAll(measured.report().json());
    ReportText text = new ReportText(measured.report(), kind.figures());
    text.groups().forEach(console::result);
    if (output.verbose) {
      console.result("");
      text.tasks().forEach(console::result);
    }
    if (markdown != null) {
      AtomicFile.write(markdown, text.markdown(title, command.toString(), seed));
      json.put("markdown", markdown.toString());
      console.note(markdown.toString());
    }
    for (Path file : measured.sheets()) {
      json.withArray("sheets").add(file.toString());
      console.note(file.toString());
    }
    console.report(json);
  }
}
