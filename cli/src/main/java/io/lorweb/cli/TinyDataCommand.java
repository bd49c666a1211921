package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.image.Lettering;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.drawings.PoolMaker;
import io.lorweb.tiny.drawings.Split;
import io.lorweb.tiny.drawings.Style;
import io.lorweb.tiny.measure.LevelSuite;
import io.lorweb.tiny.pairs.DatasetOptions;
import io.lorweb.tiny.pairs.DatasetWriter;
import io.lorweb.tiny.pairs.SubjectKind;
import io.lorweb.tiny.pairs.Subjects;
import io.lorweb.tiny.pairs.TaskSheet;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.Levels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb tiny data OUT} (docs/tiny.md). */
@Command(
    name = "data",
    description = "Draws the pictures that the tiny family learns from: drawings and their edits.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes OUT/base.jsonl (for VAE, CLIP and base), OUT/slow.jsonl (those of its tasks that",
      "take longer to learn), OUT/adapter.jsonl (the tasks that the adapter may see),",
      "OUT/test.jsonl, OUT/pictures, OUT/tasks.png, which shows all tasks, and OUT/suite.yaml for",
      "'lorweb eval run'.",
      "npm downloads the drawings once (24 MB). The same options yield the same bytes; a stopped",
      "run can be resumed.",
      "",
      "Example:",
      "  lorweb tiny data tinydata --size 64"
    })
final class TinyDataCommand implements Callable<Integer> {

  @Parameters(paramLabel = "OUT", description = "The folder to write.")
  Path out;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the pictures (default: ${DEFAULT-VALUE}).")
  int size = 64;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Training pairs of each named task (default: ${DEFAULT-VALUE}).")
  int pairs = 350;

  @Option(
      names = "--variants",
      paramLabel = "N",
      description =
          "Tasks with other parameters, and compositions, besides (default: ${DEFAULT-VALUE}).")
  int variants = 1200;

  @Option(
      names = "--variant-pairs",
      paramLabel = "N",
      description = "Training pairs of each of those (default: ${DEFAULT-VALUE}).")
  int variantPairs = 24;

  @Option(
      names = "--free",
      paramLabel = "N",
      description =
          "Tasks whose parameters no phrase says, for the adapter (default: ${DEFAULT-VALUE}).")
  int free = 0;

  @Option(
      names = "--free-pairs",
      paramLabel = "N",
      description = "Training pairs of each of those (default: ${DEFAULT-VALUE}).")
  int freePairs = 3;

  @Option(
      names = "--test-pairs",
      paramLabel = "N",
      description = "Test pairs of each task (default: ${DEFAULT-VALUE}).")
  int testPairs = 16;

  @Option(
      names = "--subjects",
      paramLabel = "KIND",
      description = {
        "What the edits are shown on: drawings (the default), scenes, such as collages, noise and"
            + " renderings,",
        "or the twenty photographs: OUT/test.jsonl alone."
      })
  SubjectKind subjects = SubjectKind.DRAWINGS;

  @Option(names = "--seed", description = "Seed of all random choices (default: ${DEFAULT-VALUE}).")
  long seed = 0;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Drawings worked on at once (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin DrawingOptions drawings;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw InputException.of("%s is a file; give a folder to write", out);
    }
    Lettering.require(); // of tasks.png
    DatasetOptions options =
        new DatasetOptions(
            pairs, variants, variantPairs, free, freePairs, testPairs, subjects, seed, threads);
    PoolMaker.Made made = drawings.make(size, threads, console);
    made.failures().forEach(console::failed);
    Catalogue catalogue = new Catalogue();
    DatasetWriter.Written written;
    try (WorkBar progress = console.progress("tasks")) {
      written =
          new DatasetWriter(made.pool(), out, options).write(catalogue, new Levels(), progress);
    }
    Subjects draw = subjects.draw(made.pool(), seed);
    TaskSheet.write(
        out.resolve("tasks.png"),
        catalogue.tasks().stream().map(task -> draw.draw(task, Split.TEST, 2)).toList());
    LevelSuite.write(out, catalogue, new Levels());
    console.note(
        String.format(
            Locale.ROOT,
            "%d pictures of %d tasks, variants and compositions; %d drawings could not be painted",
            written.pictures(),
            written.tasks(),
            made.failures().size()));
    console.result(
        String.format(
            Locale.ROOT,
            "%s: base %d, adapter %d, free %d, test %d pairs",
            out,
            written.base(),
            written.adapter(),
            written.free(),
            written.test()));
    console.report(json(written, made));
    return 0;
  }

  private ObjectNode json(DatasetWriter.Written written, PoolMaker.Made made) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("out", out.toString());
    json.put("base", written.base());
    json.put("slow", written.slow());
    json.put("adapter", written.adapter());
    json.put("free", written.free());
    json.put("test", written.test());
    json.put("base_tasks", written.tasks());
    json.put("adapter_tasks", written.adapterTasks());
    json.put("test_tasks", written.testTasks());
    json.put("pictures", written.pictures());
    ObjectNode counts = json.putObject("drawings");
    Pool pool = made.pool();
    for (Style style : Style.values()) {
      counts.put(style.id(), pool.names(style).size());
    }
    made.failures().forEach(json.putArray("not_painted")::add);
    return json;
  }
}
