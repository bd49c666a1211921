package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.train.loop.TrainListener;
import io.lorweb.train.loop.TrainingRun;
import io.lorweb.train.loop.WorkerLost;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.RunConfig;
import io.lorweb.train.runs.StepMetrics;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/** Where the command line meets the trainer. */
final class TrainRun implements TrainListener {

  private final Path given;
  private final Recipe recipe;
  private final Console console;
  private WorkBar encoding;
  private TrainProgress progress;
  private StepMetrics last;
  private OptionalDouble validation = OptionalDouble.empty();

  /**
   * @param given the configuration file; the run keeps a copy of one in the reference's form
   */
  TrainRun(Path given, Recipe recipe, Console console) {
    this.given = given;
    this.recipe = recipe;
    this.console = console;
  }

  /**
   * Trains until the last step or a signal, and saves either way.
   *
   * @param resume whether the run in the recipe's folder goes on
   * @return a report of the run
   */
  ObjectNode start(boolean resume, WorkerProcesses processes) {
    long start = System.nanoTime();
    try (processes) {
      TrainingRun run = new TrainingRun(recipe, resume, processes::join, this);
      Path adapter = run.run();
      console.result(adapter.toString());
      return report(adapter, (System.nanoTime() - start) / 1e9);
    } catch (WorkerLost e) {
      throw processes.naming(e);
    } finally {
      close();
    }
  }

  private ObjectNode report(Path adapter, double seconds) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("adapter", adapter.toString());
    json.put("out", recipe.out().toString());
    json.put("steps", recipe.optimization().steps());
    if (last != null) {
      json.put("loss", last.loss());
      json.put("samples_per_second", last.samplesPerSecond());
    }
    validation.ifPresent(loss -> json.put("validation_loss", loss));
    json.put("seconds", Math.round(seconds * 10) / 10.0);
    return json;
  }

  @Override
  public void after(Step step) {
    if (encoding == null) {
      encoding = console.progress("encode");
    }
    encoding.after(step);
    if (step.done() == step.of()) {
      encoding.close();
    }
  }

  @Override
  public void note(String sentence) {
    console.note(sentence);
  }

  @Override
  public void step(StepMetrics metrics, long of) {
    if (progress == null) {
      progress = console.training(recipe.name(), of);
      RunConfig.keep(given, recipe);
    }
    progress.step(metrics);
    last = metrics;
    if (metrics.validation().isPresent()) {
      validation = metrics.validation();
    }
  }

  @Override
  public void began(double validation) {
    console.note(
        String.format(Locale.ROOT, "held-out loss before the first step: %.4f", validation));
  }

  @Override
  public void wrote(Path file) {
    console.detail("wrote " + file);
  }

  @Override
  public boolean cancelled() {
    return Signals.stopping();
  }

  private void close() {
    if (encoding != null) {
      encoding.close();
    }
    if (progress != null) {
      progress.close();
    }
  }
}
