package io.lorweb.train;

import io.lorweb.data.Order;
import io.lorweb.data.Pace;
import io.lorweb.data.ProgressListener;
import io.lorweb.error.InputException;
import io.lorweb.optim.AdamW;
import io.lorweb.recipe.Recipe;
import io.lorweb.recipe.RecipeYaml;
import java.nio.file.Path;
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
    try (RunParts parts = new RunParts(recipe)) {
      parts.encoder().encodeAll(parts.set(), parts.textLength(), new Encoding());
      try (Workers workers = joining.get();
          AdamW optimizer = new AdamW(parts.learned().parameters(), recipe.optimization());
          Prefetch prefetch = prefetch(parts, workers)) {
        Trainer trainer = new Trainer(recipe, parts, optimizer, prefetch, workers);
        Checkpoints checkpoints = new Checkpoints(recipe, parts.learned(), optimizer);
        long done = resume ? checkpoints.resume(listener::note) : 0;
        return new Loop(parts, trainer, checkpoints, workers).run(done);
      }
    }
  }

  private Prefetch prefetch(RunParts parts, Workers workers) {
    int batch = Math.multiplyExact(recipe.optimization().batch(), workers.count());
    Order order = new Order(parts.set(), batch, recipe.seed());
    return new Prefetch(parts.set(), order, parts.encoder(), workers);
  }

  /** The steps, and what happens between them. */
  private final class Loop {
    private final Trainer trainer;
    private final Checkpoints checkpoints;
    private final Workers workers;
    private final SampleSheet samples;
    private final RunLog log;

    Loop(RunParts parts, Trainer trainer, Checkpoints checkpoints, Workers workers) {
      this.trainer = trainer;
      this.checkpoints = checkpoints;
      this.workers = workers;
      boolean sampled = workers.leads() && recipe.sampling().every() > 0;
      samples = sampled ? new SampleSheet(recipe, parts) : null;
      log = new RunLog(recipe.out());
    }

    Path run(long done) {
      int steps = recipe.optimization().steps();
      if (workers.leads()) {
        RecipeYaml.write(recipe.out().resolve("config.yaml"), recipe);
        log.open(done);
      }
      if (done > 0) {
        listener.note("going on after step " + done + " of " + steps);
      }
      if (done == 0 && recipe.sampling().first()) {
        sample(0);
      }
      long saved = done;
      for (long step = done + 1; step <= steps; step++) {
        if (workers.any(listener.cancelled())) {
          if (saved < step - 1) {
            save(step - 1);
          }
          throw new CancellationException(
              "stopped after step " + (step - 1) + " of " + steps + "; go on with --resume");
        }
        var metrics = trainer.step(step);
        if (workers.leads()) {
          log.step(metrics);
          listener.step(metrics, steps);
        }
        if (step % recipe.saving().every() == 0 || step == steps) {
          save(step);
          saved = step;
        }
        if (every(step) || step == steps) {
          sample(step);
        }
      }
      return finish(steps);
    }

    private boolean every(long step) {
      return recipe.sampling().every() > 0 && step % recipe.sampling().every() == 0;
    }

    private void save(long step) {
      if (workers.leads()) {
        listener.wrote(checkpoints.save(step, trainer.epoch(step)));
      }
    }

    private void sample(long step) {
      if (samples != null) {
        Path sheet = samples.write(step);
        log.sample(step, sheet);
        listener.wrote(sheet);
      }
    }

    private Path finish(long step) {
      log.close();
      return workers.leads()
          ? checkpoints.finish(step, trainer.epoch(step))
          : recipe.out().resolve(recipe.name() + ".safetensors");
    }
  }

  private final class Encoding implements ProgressListener {
    @Override
    public void progress(Pace pace) {
      listener.encoding(pace);
    }

    @Override
    public boolean cancelled() {
      return listener.cancelled();
    }
  }
}
