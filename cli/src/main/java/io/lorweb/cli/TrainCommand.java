package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.train.recipe.DryRun;
import io.lorweb.train.recipe.DryRunReport;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.RecipeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lorweb train CONFIG}: learns an adapter. */
@Command(
    name = "train",
    description = "Trains an adapter (or a small base model) from a configuration.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "CONFIG is the reference's training YAML or our short form (docs/training.md).",
      "Ctrl-C saves and stops; --resume continues.",
      "",
      "Examples:",
      "  lorweb train config.yaml --dry-run",
      "  lorweb train config.yaml --out runs/one --set train.steps=2000",
      "  lorweb train config.yaml --out runs/one --resume"
    })
final class TrainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CONFIG", description = "A YAML file.")
  Path config;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "The run's folder (default: the configuration's).")
  Path out;

  @Option(
      names = "--dry-run",
      description = "Print the resolved configuration, sizes, memory and time, and stop.")
  boolean dryRun;

  @Mixin TrainOptions how;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    how.check();
    RecipeFile.Read read = RecipeFile.read(config, how.sets, Optional.ofNullable(out));
    read.notices().forEach(console::note);
    if (dryRun) {
      plan(read, console);
      return 0;
    }
    Recipe recipe = read.recipe();
    OutputTargets.check(recipe.out().resolve("any"), List.of(config));
    WorkerProcesses processes =
        new WorkerProcesses(config, how.sets, recipe.out(), how.resume, how.workers, how.threads);
    processes.prepare();
    console.report(new TrainRun(config, recipe, console).start(how.resume, processes));
    return 0;
  }

  private static void plan(RecipeFile.Read read, Console console) {
    DryRun run = DryRun.of(read.recipe());
    run.notices().forEach(console::note);
    DryRunReport.lines(run).forEach(console::result);
    ObjectNode json = DryRunReport.json(run);
    List<String> notices = new ArrayList<>(read.notices());
    notices.addAll(run.notices());
    notices.forEach(json.putArray("notices")::add);
    console.report(json);
  }
}
