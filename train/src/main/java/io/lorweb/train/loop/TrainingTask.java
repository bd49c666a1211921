package io.lorweb.train.loop;

import io.lorweb.image.Picture;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Trained;
import io.lorweb.train.runs.RoutingStatistics;
import io.lorweb.work.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run teaches, and from what: how a batch becomes a loss whose gradients reach the
 * parameters. Everything else of a run (steps, checkpoints, workers, logs) is the same for all.
 *
 * @param <M> what is read of one draw ahead of its step
 */
sealed interface TrainingTask<M> extends AutoCloseable
    permits FlowTrainingTask, AutoencoderTrainingTask, ClipTrainingTask {

  /** The lesson that {@code recipe} asks for, with everything loaded. */
  static TrainingTask<?> of(Recipe recipe) {
    if (recipe.trained() instanceof Trained.Autoencoder trained) {
      return new AutoencoderTrainingTask(recipe, trained);
    }
    if (recipe.trained() instanceof Trained.Clip trained) {
      return new ClipTrainingTask(recipe, trained);
    }
    return new FlowTrainingTask(recipe);
  }

  /** Where draws come from. */
  TrainingSet set();

  /** What learns. */
  Trainable learned();

  /** Computes ahead of the first step whatever stays the same. */
  default void prepare(Progress progress) {}

  /**
   * Reads what the step needs of a draw: on another thread, while an earlier step computes.
   *
   * @param index of the batch in the run, over all epochs
   * @param slot place of the draw in the batch
   */
  M read(Draw draw, long index, int slot);

  /**
   * One forward and one backward pass.
   *
   * @param materials this worker's part of the batch, not empty
   * @return the loss, already divided by the examples of the whole step
   */
  Taught teach(List<M> materials, Part part);

  /**
   * Reads what sheets show, and refuses it ahead of the first step if it cannot be read.
   *
   * @return makes sheets of what has been learned so far, always of the same examples, each under
   *     the word that its file's name begins with
   */
  Map<String, Supplier<Picture>> sheets();

  /** What measures the loss on held-out examples, if the recipe asks for it. */
  default Optional<HeldOut> heldOut() {
    return Optional.empty();
  }

  /** The word of sheets of training examples, or of the recipe's own analogies. */
  String SHEET = "step";

  @Override
  void close();

  /**
   * Which part of which step a pass is.
   *
   * @param index of the batch in the run, over all epochs
   * @param first place of the first example in the batch: with several workers, each has a part
   * @param rank of the worker
   * @param count examples of the whole step
   * @param watched whether statistics are asked for
   */
  record Part(long index, int first, int rank, int count, boolean watched) {}

  /**
   * What a pass gave.
   *
   * @param loss this pass's share of the step's mean
   * @param routing statistics of the mixtures, if asked for and there are any
   */
  record Taught(double loss, Optional<RoutingStatistics> routing) {

    Taught(double loss) {
      this(loss, Optional.empty());
    }
  }
}
