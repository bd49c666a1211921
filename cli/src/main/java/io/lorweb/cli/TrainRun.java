package io.lorweb.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lorweb.error.InputException;
import io.lorweb.recipe.Recipe;
import java.nio.file.Path;

/** Where the command line meets the trainer. */
final class TrainRun {

  private TrainRun() {}

  /**
   * Trains until the last step or a signal, and saves either way.
   *
   * @param given the configuration file
   * @param resume whether the run in the recipe's folder goes on
   * @param workers processes that share each step
   * @param progress takes every step's metrics
   * @return a report of the run
   */
  static JsonNode start(
      Path given,
      Recipe recipe,
      boolean resume,
      int workers,
      TrainProgress progress,
      Console console) {
    throw new InputException("training is not built in yet");
  }
}
