package io.lorweb.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.model.ModelFolder;
import io.lorweb.tiny.stages.FamilyFolder;
import io.lorweb.tiny.stages.FamilyStage;
import io.lorweb.tiny.stages.Installation;
import io.lorweb.tiny.stages.LearningData;
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

/** {@code lorweb tiny train STAGE DIR} (docs/tiny.md). */
@Command(
    name = "train",
    description = "Trains one stage of a model family and puts the result into its model folder.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR/model is the model, DIR/runs/STAGE the run, DIR/recipes/STAGE.yaml its configuration",
      "(docs/training.md), written on first use. Stages build on each other: vae and clip, then",
      "base, then adapter. Ctrl-C saves and stops; --resume continues.",
      "",
      "Example:",
      "  lorweb tiny data tinydata",
      "  lorweb tiny train vae family --data tinydata",
      "  lorweb tiny train base family --data tinydata --set train.steps=20000"
    })
final class TinyTrainCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}.")
  FamilyStage stage;

  @Parameters(index = "1", paramLabel = "DIR", description = "The family's folder.")
  Path folder;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "A folder that 'lorweb tiny data' has written; may be repeated.")
  List<Path> folders;

  @Option(
      names = "--like",
      paramLabel = "MODEL",
      description =
          "The model a new family starts from: architecture, tokenizers, weights (default:"
              + " ${DEFAULT-VALUE}).")
  String like = ModelFolder.EMBEDDED;

  @Mixin TrainOptions how;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    how.check();
    FamilyFolder family = new FamilyFolder(folder);
    LearningData data = new LearningData(folders);
    family.begin(like);
    List<String> all = new ArrayList<>(family.settings(stage, data));
    all.addAll(how.sets);
    Path config = family.recipe(stage);
    RecipeFile.Read read = RecipeFile.read(config, all, Optional.empty());
    read.notices().forEach(console::note);
    Recipe recipe = read.recipe();
    WorkerProcesses processes =
        new WorkerProcesses(config, all, recipe.out(), how.resume, how.workers, how.threads);
    processes.prepare();
    ObjectNode report = new TrainRun(config, recipe, console).start(how.resume, processes);
    new Installation(family, data).install(stage, Path.of(report.get("adapter").asText()));
    console.note("installed in " + family.model());
    console.report(report);
    return 0;
  }
}
