package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.image.Size;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.drawings.PoolMaker;
import io.lorweb.tiny.measure.HeldOutItem;
import io.lorweb.tiny.measure.Items;
import io.lorweb.tiny.measure.Measuring;
import io.lorweb.tiny.measure.Report;
import io.lorweb.tiny.measure.ReportJson;
import io.lorweb.tiny.measure.ReportText;
import io.lorweb.tiny.measure.ResultSheet;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  String stage;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Model folder or hub id in the local cache (default: the embedded one).")
  String model = ModelFolder.EMBEDDED;

  @Option(
      names = "--adapter",
      paramLabel = "FILE",
      description = "LoRWeB adapter (default: the model folder's own).")
  Path adapter;

  @Option(
      names = "--lora",
      paramLabel = "FILE",
      description = "An ordinary LoRA instead of the adapter.")
  Path lora;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Items of each task, at most (default: ${DEFAULT-VALUE}).")
  int items = 8;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the pictures (default: what the model was trained on).")
  Integer size;

  @Option(names = "--steps", description = "Denoising steps (default: the model's).")
  Integer steps;

  @Option(
      names = "--draft",
      paramLabel = "PIXELS",
      description = "Base, adapter: generate larger cells at this side (default: the model's).")
  Integer draft;

  @Option(
      names = "--fit",
      paramLabel = "STEPS",
      description = "Adapter: fit coefficients to each demonstration (default: the model's).")
  Integer fit;

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
    TinyStage kind = kind();
    Numbers.atLeast("--items", items, 1);
    Numbers.atLeast("--threads", threads, 1);
    Catalogue catalogue = new Catalogue();
    List<Task> chosen = chosen(catalogue);
    checkFiles(kind);
    ModelFolder folder = ModelFolder.find(model);
    int side = side(kind, folder);
    Settings settings = settings(side, folder);
    PoolMaker.Made made = drawings.make(side, threads, console);
    made.failures().forEach(console::warn);
    Levels levels = new Levels();
    TinyStage.Parts parts =
        new TinyStage.Parts(folder, load(), settings, made.pool(), catalogue, seed, threads);
    List<HeldOutItem> asked = items(made, catalogue, levels, chosen, console);
    Report report = kind.measure(parts, new Measuring(levels, seed, threads), asked, console);
    write(report, side, settings, console);
    return 0;
  }

  private TinyStage kind() {
    TinyStage kind =
        switch (stage) {
          case "vae" -> TinyStage.VAE;
          case "clip" -> TinyStage.CLIP;
          case "base" -> TinyStage.BASE;
          case "adapter" -> lora == null ? TinyStage.ADAPTER : TinyStage.LORA;
          default ->
              throw InputException.of(
                  "stage '%s' is unknown: use vae, clip, base or adapter", stage);
        };
    if (adapter != null && lora != null) {
      throw new InputException("--adapter and --lora exclude each other: give one of them");
    }
    if (!stage.equals("adapter") && (adapter != null || lora != null)) {
      throw InputException.of("--adapter and --lora go with the stage adapter, not with %s", stage);
    }
    if (!kind.generates() && steps != null) {
      throw InputException.of("--steps goes with base and adapter: %s takes no steps", stage);
    }
    if (!kind.generates() && draft != null) {
      throw InputException.of("--draft goes with base and adapter: %s generates nothing", stage);
    }
    if (kind != TinyStage.ADAPTER && fit != null) {
      throw InputException.of("--fit goes with the stage adapter: %s has no coefficients", stage);
    }
    return kind;
  }

  private List<Task> chosen(Catalogue catalogue) {
    if (tasks.isEmpty()) {
      return catalogue.tasks();
    }
    for (String name : tasks) {
      if (catalogue.tasks().stream().noneMatch(task -> task.name().equals(name))) {
        throw InputException.of("--tasks: '%s' is not one of the tasks in docs/tiny.md", name);
      }
    }
    return catalogue.tasks().stream().filter(task -> tasks.contains(task.name())).toList();
  }

  private void checkFiles(TinyStage kind) {
    if (sheet != null) {
      if (!kind.shows()) {
        throw InputException.of("--sheet: the stage %s makes no pictures", stage);
      }
      if (!OutputTargets.isPng(sheet)) {
        throw InputException.of("--sheet %s: give a name ending in .png", sheet);
      }
      OutputTargets.check(sheet, List.of());
    }
    if (markdown != null) {
      OutputTargets.check(markdown, List.of());
    }
  }

  private int side(TinyStage kind, ModelFolder folder) {
    int side =
        size != null
            ? size
            : folder
                .defaults()
                .cell()
                .orElseThrow(
                    () ->
                        InputException.of(
                            "model '%s' sets no cell in lorweb.json: give --size", model));
    int multiple = kind.multiple(folder);
    if (side < 1 || side % multiple != 0) {
      throw InputException.of("--size %d must be a multiple of %d", side, multiple);
    }
    return side;
  }

  private Settings settings(int side, ModelFolder folder) {
    return Settings.defaults()
        .canvas(
            c ->
                c.size(new Size(side, side))
                    .draft(draft == null ? folder.defaults().draft() : draft))
        .sampling(s -> s.steps(steps == null ? folder.defaults().steps() : steps))
        .mixing(m -> m.fit(fit == null ? folder.defaults().fit() : fit));
  }

  private LoadOptions load() {
    LoadOptions load = LoadOptions.defaults().parts(p -> p.model(model)).machine(m -> m.threads(1));
    load = adapter == null ? load : load.parts(p -> p.adapter(adapter));
    return lora == null ? load : load.lora(lora, 1);
  }

  private List<HeldOutItem> items(
      PoolMaker.Made made, Catalogue catalogue, Levels levels, List<Task> chosen, Console console) {
    // A wrong demonstration shows what the adapter knows: then it can be followed.
    List<EditTask> seen = catalogue.edits().stream().filter(levels::adapterMay).toList();
    try (WorkBar progress = console.progress("tasks drawn")) {
      return new Items(made.pool(), seen, seed).of(chosen, items, threads, progress);
    }
  }

  private void write(Report report, int side, Settings settings, Console console) {
    ReportText text = new ReportText(report);
    ObjectNode json = header(side, settings);
    ReportJson.write(report, json);
    text.groups().forEach(console::result);
    if (output.verbose) {
      console.result("");
      text.tasks().forEach(console::result);
    }
    if (markdown != null) {
      String title = "lorweb tiny measure " + stage;
      AtomicFile.write(markdown, text.markdown(title, command(side, settings), seed));
      json.put("markdown", markdown.toString());
      console.note(markdown.toString());
    }
    if (sheet != null) {
      for (Path file : ResultSheet.write(sheet, report)) {
        json.withArray("sheets").add(file.toString());
        console.note(file.toString());
      }
    }
    console.report(json);
  }

  private ObjectNode header(int side, Settings settings) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("stage", stage);
    json.put("command", command(side, settings));
    used(side, settings).forEach(json::putPOJO);
    return json;
  }

  /** Everything that decides the figures, also what was a default, by its option's name. */
  private Map<String, Object> used(int side, Settings settings) {
    Map<String, Object> used = new LinkedHashMap<>();
    used.put("model", model);
    if (adapter != null) {
      used.put("adapter", adapter.toString());
    }
    if (lora != null) {
      used.put("lora", lora.toString());
    }
    used.put("items", items);
    used.put("size", side);
    if (kind().generates()) {
      used.put("steps", settings.sampling().steps().orElseThrow());
      used.put("draft", settings.canvas().draft().orElseThrow());
    }
    if (kind() == TinyStage.ADAPTER) {
      used.put("fit", settings.mixing().fit().orElseThrow());
    }
    used.put("seed", seed);
    return used;
  }

  private String command(int side, Settings settings) {
    StringBuilder words = new StringBuilder("lorweb tiny measure " + stage);
    used(side, settings).forEach((name, value) -> words.append(" --" + name + " " + value));
    if (!tasks.isEmpty()) {
      words.append(" --tasks ").append(String.join(",", tasks));
    }
    return words.toString();
  }
}
