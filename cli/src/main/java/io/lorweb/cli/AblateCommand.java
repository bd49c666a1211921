package io.lorweb.cli;

import io.lorweb.eval.ablation.Ablation;
import io.lorweb.eval.ablation.Plan;
import io.lorweb.eval.ablation.PlanFile;
import io.lorweb.eval.ablation.Trial;
import io.lorweb.eval.ablation.TrialsAppendix;
import io.lorweb.eval.report.SummaryFile;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Suite;
import io.lorweb.eval.suite.SuiteFile;
import io.lorweb.train.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lorweb ablate PLAN.yaml --out DIR} (docs/eval.md). */
@Command(
    name = "ablate",
    description = "Trains every variant of a recipe with every seed, and measures them all.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Writes DIR/runs (one training run for each variant and seed) and what 'lorweb eval run'",
      "writes, with one row for each variant. Existing runs and answers are reused: a stopped",
      "ablation can be resumed, and variants, seeds or metrics can be added later.",
      "Exit code 1: something failed, such as a question or the judge; the rest is written.",
      "",
      "Example:",
      "  lorweb ablate plan.yaml --out results"
    })
final class AblateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PLAN.yaml", description = "What varies, and how it is measured.")
  Path file;

  @Mixin SuiteOptions options;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Console console = output.console();
    options.check();
    Path out = options.out;
    Plan plan = PlanFile.read(file);
    Suite suite = SuiteFile.read(plan.suite());
    Ablation ablation = Ablation.of(plan, out);
    ablation.notices().forEach(console::note);
    int trained = 0;
    for (Map.Entry<Trial, Recipe> one : ablation.recipes().entrySet()) {
      String place = ++trained + " of " + ablation.recipes().size();
      train(plan, one.getKey(), one.getValue(), place, console);
    }
    Evaluation trials = new SuiteRun(ablation.suite(suite), options, console).run();
    Evaluation variants = ablation.byVariant(trials);
    SummaryFile summary =
        new SummaryFile(
            variants,
            "lorweb ablate " + file + " --out " + out,
            List.of(TrialsAppendix.of(ablation, trials, variants)));
    summary.write(out);
    EvalReports.write(summary, out);
    variants.problems().forEach(problem -> console.warn(problem.sentence()));
    console.result(out.resolve(EvalReports.HTML).toString());
    console.report(summary.json(out));
    return EvalReports.code(variants);
  }

  private void train(Plan plan, Trial trial, Recipe recipe, String place, Console console) {
    if (Files.exists(recipe.out().resolve(recipe.name() + ".safetensors"))) {
      console.detail(trial.name() + " is trained already");
      return;
    }
    console.note(trial.name() + ", " + place);
    boolean begun = Files.isDirectory(recipe.out().resolve("state"));
    WorkerProcesses alone =
        new WorkerProcesses(plan.recipe(), trial.sets(plan), recipe.out(), begun, 1, options.given);
    alone.prepare();
    new TrainRun(plan.recipe(), recipe, console).start(begun, alone);
  }
}
