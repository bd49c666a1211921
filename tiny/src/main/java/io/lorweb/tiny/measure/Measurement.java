package io.lorweb.tiny.measure;

import io.lorweb.LoadOptions;
import io.lorweb.Settings;
import io.lorweb.error.InputException;
import io.lorweb.eval.suite.EvaluatedModel;
import io.lorweb.eval.suite.EvaluatedModel.Way;
import io.lorweb.eval.suite.Evaluation;
import io.lorweb.eval.suite.Question;
import io.lorweb.eval.suite.Suite;
import io.lorweb.eval.suite.SuiteRunner;
import io.lorweb.files.TemporaryFolder;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.tensor.Engine;
import io.lorweb.tiny.drawings.Pool;
import io.lorweb.tiny.pairs.PairDraw;
import io.lorweb.tiny.tasks.Catalogue;
import io.lorweb.tiny.tasks.EditTask;
import io.lorweb.tiny.tasks.Levels;
import io.lorweb.tiny.tasks.Task;
import io.lorweb.work.Parallel;
import io.lorweb.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a model, measured on held-out drawings as a suite of questions. VAE and image
 * encoder are measured by the questions' own pictures: they answer nothing.
 *
 * @param load the model's options, for the stages that generate
 * @param settings size and steps, for those likewise
 * @param threads pictures at once; the result does not depend on it
 */
public record Measurement(
    MeasuredStage stage,
    ModelFolder model,
    LoadOptions load,
    Settings settings,
    Asked asked,
    int threads) {

  /**
   * What is asked.
   *
   * @param tasks some of the catalogue's
   * @param items of each task, at most
   * @param shown what the pictures show
   * @param seed of items, noise and resamples
   */
  public record Asked(List<Task> tasks, int items, Items.Shown shown, long seed) {}

  /**
   * What was found.
   *
   * @param sheets files, if they were asked for
   */
  public record Measured(StageReport report, List<Path> sheets) {}

  /**
   * Asks and measures.
   *
   * @param sheet where to write pictures to look at
   * @throws InputException when one of the questions fails, or the pool has no drawings for any
   */
  public Measured run(Pool pool, Optional<Path> sheet, SuiteRunner.Watching watching) {
    Catalogue catalogue = new Catalogue();
    Levels levels = new Levels();
    List<HeldOutItem> items = items(pool, catalogue, levels, watching.progress());
    try (TemporaryFolder folder = TemporaryFolder.create("lorweb-measure");
        Probe probe = probe(pool, catalogue, watching.progress())) {
      ItemQuestions questions =
          new ItemQuestions(folder.path().resolve("questions"), stage == MeasuredStage.ADAPTER);
      List<Question> all =
          Parallel.map(items, threads, questions::of, Progress.NONE).stream()
              .flatMap(List::stream)
              .toList();
      Evaluation evaluation =
          new SuiteRunner(
                  suite(new TaskGroups(levels, catalogue.tasks())),
                  folder.path(),
                  probe.measures(stage.figures()),
                  threads,
                  watching)
              .run(all);
      if (!evaluation.problems().isEmpty()) {
        throw new InputException(evaluation.problems().get(0).sentence());
      }
      StageReport report =
          StageReport.of(
              evaluation,
              stage.figures(),
              task -> levels.of(catalogue.task(task).orElseThrow()).label());
      return new Measured(
          report,
          sheet.map(file -> ResultSheet.write(file, evaluation, report, probe)).orElse(List.of()));
    }
  }

  private List<HeldOutItem> items(
      Pool pool, Catalogue catalogue, Levels levels, Progress progress) {
    // A wrong demonstration shows what the adapter knows: then it can be followed.
    List<EditTask> seen = catalogue.edits().stream().filter(levels::adapterMay).toList();
    List<HeldOutItem> items =
        new Items(pool, seen, asked.shown(), asked.seed())
            .of(asked.tasks(), asked.items(), threads, progress.in("tasks drawn"));
    if (items.isEmpty()) {
      throw new InputException("these tasks have no test pictures of that kind");
    }
    return items;
  }

  private Suite suite(TaskGroups tasks) {
    boolean analogy = stage == MeasuredStage.ADAPTER;
    Way answers = analogy ? Way.ANALOGY : Way.EDIT;
    return new Suite(
        stage.label(),
        asked.seed(),
        List.of(),
        stage.groups(tasks),
        List.of(
            new EvaluatedModel(
                stage.label() + " answers",
                stage.generates() ? answers : Way.COPY,
                stage == MeasuredStage.BASE,
                analogy ? load : load.baseOnly(),
                settings)),
        stage.figures().stream().map(Figure::key).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private Probe probe(Pool pool, Catalogue catalogue, Progress progress) {
    return switch (stage) {
      case VAE -> VaeProbe.load(model, placement());
      case CLIP ->
          ClipProbe.load(
              model,
              placement(),
              catalogue.tasks(),
              new PairDraw(pool, asked.seed()),
              threads,
              progress.in("class means"));
      case BASE, LORA -> new OutputProbe(pool, catalogue, false);
      case ADAPTER -> new OutputProbe(pool, catalogue, true);
    };
  }

  private static PartPlacement placement() {
    // Several pictures at once keep the cores busy; more threads inside one would be in the way.
    Engine.start();
    Engine.threads(1);
    return PartPlacement.auto();
  }
}
