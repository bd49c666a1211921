package io.lorweb.train.loop;

import io.lorweb.train.data.Order;
import io.lorweb.train.optim.LearningRate;
import io.lorweb.train.optim.Optimizer;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.runs.RoutingStatistics;
import io.lorweb.train.runs.StepMetrics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The training loop: one optimizer step after the other, whatever the lesson.
 *
 * <p>Nothing random is remembered between steps: noise, timesteps, order and draws follow from the
 * seed and the number of the step. So a run that is killed and resumed takes the same steps, and
 * several workers take the steps of one.
 */
final class Trainer<M> {

  /** Steps between statistics of the routing. */
  private static final int ROUTING_EVERY = 25;

  /** Added to the norm before dividing, as PyTorch's clipping does. */
  private static final double CLIP_EPS = 1e-6;

  private final Recipe recipe;
  private final TrainingTask<M> lesson;
  private final Trainable learned;
  private final Optimizer optimizer;
  private final LearningRate rate;
  private final Order order;
  private final Prefetch<M> prefetch;
  private final Workers workers;

  Trainer(
      Recipe recipe,
      TrainingTask<M> lesson,
      Optimizer optimizer,
      Prefetch<M> prefetch,
      Workers workers) {
    this.recipe = recipe;
    this.lesson = lesson;
    this.learned = lesson.learned();
    this.optimizer = optimizer;
    this.rate = new LearningRate(recipe.optimization());
    this.order = prefetch.order();
    this.prefetch = prefetch;
    this.workers = workers;
  }

  /**
   * Takes one optimizer step.
   *
   * @param step its number, from 1
   * @throws TrainingFailed when loss or gradients are no numbers; nothing has been changed then
   */
  StepMetrics step(long step) {
    long start = System.nanoTime();
    int passes = recipe.optimization().accumulation();
    long first = (step - 1) * passes;
    int count = 0;
    for (int i = 0; i < passes; i++) {
      count += order.batch(first + i).size();
    }
    Parameters parameters = learned.parameters();
    parameters.zeroGradients();
    double loss = 0;
    Optional<RoutingStatistics> routing = Optional.empty();
    for (int i = 0; i < passes; i++) {
      TrainingTask.Taught taught = teach(first + i, count, i == 0 && step % ROUTING_EVERY == 0);
      loss += taught.loss();
      routing = routing.or(taught::routing);
    }
    workers.sum(parameters.gradients());
    loss = workers.sum(loss);
    double norm = parameters.gradientNorm();
    requireNumbers(step, loss, norm);
    parameters.scaleGradients(Math.min(1, recipe.optimization().clip() / (norm + CLIP_EPS)));
    optimizer.step(step, rate.at(step));
    learned.stepped();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new StepMetrics(
        step,
        epoch(step),
        loss,
        rate.at(step),
        norm,
        count / seconds,
        seconds,
        routing,
        OptionalDouble.empty());
  }

  /** The pass through the data that {@code step} belongs to, from 0. */
  long epoch(long step) {
    return (step - 1) * recipe.optimization().accumulation() / order.batchesPerEpoch();
  }

  private void requireNumbers(long step, double loss, double norm) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw TrainingFailed.of(
          "step %d: the %s is %s, so the step was not taken; the last checkpoint in %s is valid."
              + " A lower learning rate (now %s), a longer warm-up or a lower limit on"
              + " gradients (max_grad_norm; clip in the short form) may help",
          step,
          Double.isFinite(loss) ? "gradient's norm" : "loss",
          Double.isFinite(loss) ? norm : loss,
          recipe.out(),
          rate.at(step));
    }
  }

  /** One forward and backward pass over this worker's part of a batch. */
  private TrainingTask.Taught teach(long index, int count, boolean watched) {
    int whole = order.batch(index).size();
    List<M> mine = prefetch.take(index);
    return mine.isEmpty()
        ? new TrainingTask.Taught(0)
        : lesson.teach(
            mine,
            new TrainingTask.Part(index, workers.firstOf(whole), workers.rank(), count, watched));
  }
}
