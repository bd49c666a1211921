package io.lorweb.train;

import io.lorweb.data.Draw;
import io.lorweb.data.ProgressListener;
import io.lorweb.data.TrainingSet;
import io.lorweb.image.Picture;
import io.lorweb.recipe.Recipe;
import io.lorweb.recipe.Trained;
import io.lorweb.runs.RoutingStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run teaches, and from what: how a batch becomes a loss whose gradients reach the
 * parameters. Everything else of a run (steps, checkpoints, workers, logs) is the same for all.
 *
 * @param <M> what is read of one draw ahead of its step
 */
sealed interface Lesson<M> extends AutoCloseable permits FlowLesson, AutoencoderLesson, ClipLesson {

  /** The lesson that {@code recipe} asks for, with everything loaded. */
  static Lesson<?> of(Recipe recipe) {
    if (recipe.trained() instanceof Trained.Autoencoder trained) {
      return new AutoencoderLesson(recipe, trained);
    }
    if (recipe.trained() instanceof Trained.Clip trained) {
      return new ClipLesson(recipe, trained);
    }
    return new FlowLesson(recipe);
  }

  /** Where draws come from. */
  TrainingSet set();

  /** What learns. */
  Learned learned();

  /** Computes ahead of the first step whatever stays the same. */
  default void prepare(ProgressListener listener) {}

  /** Reads what the step needs of a draw: on another thread, while an earlier step computes. */
  M read(Draw draw);

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
   * @return makes a sheet of what has been learned so far, always of the same examples
   */
  Supplier<Picture> sheets();

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
