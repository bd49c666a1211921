package io.lorweb.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.data.Pace;
import io.lorweb.error.InputException;
import io.lorweb.files.AtomicFile;
import io.lorweb.recipe.Recipe;
import io.lorweb.runs.StepMetrics;
import io.lorweb.train.TrainListener;
import io.lorweb.train.TrainingRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the command line meets the trainer. */
final class TrainRun implements TrainListener {

  private final Recipe recipe;
  private final Console console;
  private Console.Counting encoding;
  private TrainProgress progress;
  private StepMetrics last;
  private byte[] config;

  TrainRun(Recipe recipe, Console console) {
    this.recipe = recipe;
    this.console = console;
  }

  /**
   * Trains until the last step or a signal, and saves either way.
   *
   * @param given the configuration file, of which the run keeps a copy
   * @param resume whether the run in the recipe's folder goes on
   * @return a report of the run
   */
  ObjectNode start(Path given, boolean resume, WorkerProcesses processes) {
    long start = System.nanoTime();
    try (processes) {
      config = bytes(given);
      TrainingRun run = new TrainingRun(recipe, resume, processes::join, this);
      Path adapter = run.run();
      console.result(adapter.toString());
      return report(adapter, (System.nanoTime() - start) / 1e9);
    } finally {
      close();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
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
    json.put("seconds", Math.round(seconds * 10) / 10.0);
    return json;
  }

  @Override
  public void encoding(Pace pace) {
    if (encoding == null) {
      encoding = console.counting("encode");
    }
    encoding.progress(pace);
    if (pace.done() == pace.total()) {
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
      keepConfiguration();
    }
    progress.step(metrics);
    last = metrics;
  }

  /** As it was given, comments and all; what became of it stands in config.yaml. */
  private void keepConfiguration() {
    Path kept = recipe.out().resolve("config.given.yaml");
    AtomicFile.write(kept, channel -> channel.write(ByteBuffer.wrap(config)));
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
