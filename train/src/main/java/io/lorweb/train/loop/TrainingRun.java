package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import io.lorweb.image.Picture;
import io.lorweb.image.PngWriter;
import io.lorweb.train.data.Order;
import io.lorweb.train.optim.Optimizer;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.RecipeYaml;
import io.lorweb.train.recipe.RunConfig;
import io.lorweb.train.runs.StepMetrics;
import io.lorweb.work.Closing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * A training run from its recipe to its last checkpoint: loads, encodes, takes the steps, keeps
 * what the recipe says, and goes on where an earlier process was stopped.
 */
public final class TrainingRun {

  private final Recipe recipe;
  private final boolean resume;
  private final Supplier<Workers> joining;
  private final TrainListener listener;

  /**
   * Nothing is read or written yet.
   *
   * @param resume whether to go on with the run in the recipe's folder
   * @param joining meets the other workers, once everything is loaded and encoded
   */
  public TrainingRun(
      Recipe recipe, boolean resume, Supplier<Workers> joining, TrainListener listener) {
    this.recipe = recipe;
    this.resume = resume;
    this.joining = joining;
    this.listener = listener;
  }

  /**
   * Trains to the recipe's last step.
   *
   * @return the finished adapter's file
   * @throws InputException for what the user can mend
   * @throws TrainingFailed when it cannot go on; the last checkpoint stands
   * @throws CancellationException when the listener ended it; everything is saved then
   */
  public Path run() {
    Checkpoints.check(recipe, resume);
    try (TrainingTask<?> lesson = TrainingTask.of(recipe)) {
      return run(lesson);
    }
  }

  /** Only the leading worker writes. */
  private Closing lock(Workers workers) {
    Closing lock = new Closing();
    if (workers.leads()) {
      lock.later(RunLock.take(recipe.out()));
    }
    return lock;
  }

  private <M> Path run(TrainingTask<M> lesson) {
    lesson.set().notes().forEach(listener::note);
    lesson.heldOut().ifPresent(held -> held.set().notes().forEach(listener::note));
    lesson.prepare(listener);
    try (Workers workers = joining.get();
        Closing lock = lock(workers);
        Optimizer optimizer = Optimizer.of(lesson.learned().parameters(), recipe.optimization());
        Prefetch<M> prefetch = new Prefetch<>(lesson, order(lesson, workers), workers)) {
      Trainer<M> trainer = new Trainer<>(recipe, lesson, optimizer, prefetch, workers);
      Checkpoints checkpoints =
          new Checkpoints(
              recipe, lesson.learned(), optimizer, lesson.set().identity(), workers.count());
      long done = resume ? resume(checkpoints, workers) : 0;
      return new Loop(lesson, trainer, checkpoints, workers).run(done);
    }
  }

  private long resume(Checkpoints checkpoints, Workers workers) {
    long done = checkpoints.resume(listener::note);
    if (!workers.agree(done)) {
      throw InputException.of(
          "the workers see different checkpoints in %s: the folder must be one that all of them"
              + " can see",
          recipe.out());
    }
    if (done == 0) {
      listener.note(recipe.out() + " has no complete checkpoint: starting from the beginning");
    }
    return done;
  }

  private Order order(TrainingTask<?> lesson, Workers workers) {
    int batch = Math.multiplyExact(recipe.optimization().batch(), workers.count());
    return new Order(lesson.set(), batch, recipe.seed());
  }

  /** The steps, and what happens between them. Only the leading worker writes files. */
  private final class Loop {
    private final Trainer<?> trainer;
    private final Checkpoints checkpoints;
    private final Workers workers;
    private final Map<String, Supplier<Picture>> sheets;
    private final Optional<HeldOut> heldOut;

    Loop(TrainingTask<?> lesson, Trainer<?> trainer, Checkpoints checkpoints, Workers workers) {
      this.trainer = trainer;
      this.checkpoints = checkpoints;
      this.workers = workers;
      sheets = workers.leads() && recipe.sampling().every() > 0 ? lesson.sheets() : Map.of();
      heldOut = lesson.heldOut();
    }

    Path run(long done) {
      if (!workers.leads()) {
        follow(done);
        return checkpoints.finished();
      }
      RecipeYaml.write(recipe.out().resolve(RunConfig.RESOLVED), recipe);
      if (done > 0) {
        listener.note("resuming after step " + done + " of " + steps());
      }
      try (RunLog log = new RunLog(recipe.out(), done)) {
        lead(done, log);
      }
      return checkpoints.finish(steps(), trainer.epoch(steps()));
    }

    private void follow(long done) {
      if (done == 0) {
        validation(0);
      }
      for (long step = done + 1; step <= steps(); step++) {
        if (workers.any(listener.cancelled())) {
          throw stopped(step - 1);
        }
        trainer.step(step);
        validation(step);
      }
    }

    private OptionalDouble validation(long step) {
      return heldOut.isPresent() && recipe.validation().orElseThrow().due(step, steps())
          ? OptionalDouble.of(heldOut.get().loss(workers))
          : OptionalDouble.empty();
    }

    private void lead(long done, RunLog log) {
      if (done == 0) {
        validation(0)
            .ifPresent(
                loss -> {
                  log.begin(loss);
                  listener.began(loss);
                });
      }
      if (done == 0 ? recipe.sampling().first() : owed(done)) {
        sample(done, log);
      }
      long saved = done;
      for (long step = done + 1; step <= steps(); step++) {
        if (workers.any(listener.cancelled())) {
          if (saved < step - 1) {
            save(step - 1);
          }
          throw stopped(step - 1);
        }
        StepMetrics metrics = trainer.step(step);
        metrics = metrics.validated(validation(step));
        log.step(metrics);
        listener.step(metrics, steps());
        if (step % recipe.saving().every() == 0 || step == steps()) {
          save(step);
          saved = step;
        }
        if (sheetAfter(step)) {
          sample(step, log);
        }
      }
    }

    /** Whether the run was stopped between a checkpoint and the sheet that belongs to it. */
    private boolean owed(long step) {
      return sheetAfter(step)
          && sheets.keySet().stream().anyMatch(kind -> !Files.exists(sheet(kind, step)));
    }

    private boolean sheetAfter(long step) {
      return recipe.sampling().every() > 0
          && (step % recipe.sampling().every() == 0 || step == steps());
    }

    private int steps() {
      return recipe.optimization().steps();
    }

    private CancellationException stopped(long step) {
      return new CancellationException(
          "stopped after step " + step + " of " + steps() + "; continue with setting 'resume'");
    }

    private void save(long step) {
      listener.wrote(checkpoints.save(step, trainer.epoch(step)));
    }

    private void sample(long step, RunLog log) {
      sheets.forEach(
          (kind, sheet) -> {
            Path file = sheet(kind, step);
            PngWriter.write(file, sheet.get(), Map.of());
            log.sample(step, kind.equals(TrainingTask.SHEET) ? "samples" : kind, file);
            listener.wrote(file);
          });
    }

    private Path sheet(String kind, long step) {
      return recipe
          .out()
          .resolve("samples")
          .resolve(String.format(Locale.ROOT, "%s_%09d.png", kind, step));
    }
  }
}
