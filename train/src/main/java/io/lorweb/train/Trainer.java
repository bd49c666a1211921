package io.lorweb.train;

import io.lorweb.analogy.Layout;
import io.lorweb.data.Draw;
import io.lorweb.data.Encoded;
import io.lorweb.data.Order;
import io.lorweb.data.Seeds;
import io.lorweb.layer.Dropout;
import io.lorweb.optim.AdamW;
import io.lorweb.optim.Parameters;
import io.lorweb.optim.Rate;
import io.lorweb.recipe.Recipe;
import io.lorweb.runs.RoutingStatistics;
import io.lorweb.runs.StepMetrics;
import io.lorweb.tensor.Scope;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The training loop (paper section 4; spec/LORWEB.md section 8.5).
 *
 * <p>Nothing random is remembered between steps: noise, timesteps, order and draws follow from the
 * seed and the number of the step. So a run that is killed and resumed takes the same steps, and
 * several workers take the steps of one.
 */
final class Trainer {

  /** Steps between statistics of the routing. */
  private static final int ROUTING_EVERY = 25;

  /** Added to the norm before dividing, as PyTorch's clipping does. */
  private static final double CLIP_EPS = 1e-6;

  private final Recipe recipe;
  private final RunParts parts;
  private final Learned learned;
  private final AdamW optimizer;
  private final Rate rate;
  private final Order order;
  private final Prefetch prefetch;
  private final FlowBatches batches;
  private final Backpropagation way;
  private final Workers workers;

  Trainer(Recipe recipe, RunParts parts, AdamW optimizer, Prefetch prefetch, Workers workers) {
    this.recipe = recipe;
    this.parts = parts;
    this.learned = parts.learned();
    this.optimizer = optimizer;
    this.rate = new Rate(recipe.optimization());
    this.order = prefetch.order();
    this.prefetch = prefetch;
    this.batches = parts.batches();
    this.way = recipe.base().checkpointing() ? Backpropagation.CHECKPOINTED : Backpropagation.PLAIN;
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
      Pass pass = new Pass(first + i, count, i == 0 && step % ROUTING_EVERY == 0);
      loss += pass.run();
      routing = routing.or(pass::routing);
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
        step, epoch(step), loss, rate.at(step), norm, count / seconds, seconds, routing);
  }

  /** The pass through the data that {@code step} belongs to, from 0. */
  long epoch(long step) {
    return (step - 1) * recipe.optimization().accumulation() / order.batchesPerEpoch();
  }

  private void requireNumbers(long step, double loss, double norm) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw TrainingFailed.of(
          "step %d: the %s is %s, so the step was not taken; the last checkpoint in %s stands."
              + " A lower learning rate (now %s), a longer warm-up or a smaller max_grad_norm may"
              + " help",
          step,
          Double.isFinite(loss) ? "gradient's norm" : "loss",
          Double.isFinite(loss) ? norm : loss,
          recipe.out(),
          rate.at(step));
    }
  }

  /** One forward and backward pass over this worker's part of a batch. */
  private final class Pass {
    private final long index;
    private final int count;
    private final boolean watched;
    private RoutingStatistics statistics;

    Pass(long index, int count, boolean watched) {
      this.index = index;
      this.count = count;
      this.watched = watched;
    }

    double run() {
      List<Draw> batch = order.batch(index);
      List<Encoded> mine = prefetch.take(index);
      if (mine.isEmpty()) {
        return 0;
      }
      try (Scope scope = new Scope()) {
        FlowBatches.FlowBatch made = batches.make(mine, index, workers.firstOf(batch.size()));
        long seed = Seeds.DROPOUT.at(recipe.seed(), index, workers.rank());
        Dropout dropout = new Dropout(recipe.objective().dropout(), seed);
        Learned.Pass pass = learned.begin(made.query(), dropout);
        FlowLoss loss = new FlowLoss(made.weights(), tokenWeights(mine.get(0)));
        Tensor target = made.input().velocity();
        double value = way.run(pass.transformer(), made.input(), v -> loss.of(v, target, count));
        double terms =
            pass.finish(
                recipe.objective().entropy(),
                recipe.objective().balance(),
                (double) mine.size() / count);
        if (watched && learned instanceof LearnedBasis basis) {
          pass.coefficients().ifPresent(e -> statistics = StepStatistics.of(basis.paths(), e));
        }
        return value + terms;
      }
    }

    Optional<RoutingStatistics> routing() {
      return Optional.ofNullable(statistics);
    }
  }

  private Tensor tokenWeights(Encoded example) {
    if (recipe.base().layout() != Layout.GRID) {
      return null;
    }
    Tensor weights =
        FlowLoss.quadrants(
            recipe.objective().quadrants(),
            example.target().height() / 2,
            example.target().width() / 2);
    return weights == null ? null : parts.placement().move(weights);
  }
}
