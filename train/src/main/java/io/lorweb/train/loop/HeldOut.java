package io.lorweb.train.loop;

import io.lorweb.layer.Dropout;
import io.lorweb.tensor.Scope;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Measures the flow-matching loss on examples that the run does not learn from: always the same
 * examples with the same noise and timesteps, in every run. Nothing of the training is touched.
 */
final class HeldOut {

  /** Not the run's own, so that the curves of several runs can be compared. */
  private static final long SEED = 1;

  /** Noise and timesteps follow from an example's place; there is one batch only. */
  private static final int INDEX = 0;

  private final FlowParts parts;
  private final FlowBatches batches;
  private final TrainingSet set;
  private final int count;
  private final List<List<FlowBatches.Noised>> work;

  /** Reads and encodes the examples. */
  HeldOut(Recipe recipe, Validation validation, FlowParts parts) {
    this.parts = parts;
    this.batches = parts.batches(SEED);
    this.set =
        TrainingSet.heldOut(
            recipe.data(),
            validation.split(),
            recipe.base().layout(),
            parts.model().pixelsPerToken());
    this.count = validation.examples();
    this.work = work(recipe.optimization().batch());
  }

  private List<List<FlowBatches.Noised>> work(int batch) {
    List<Draw> draws = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int items = set.size();
      // Spread over the data, which often lies task by task; of few, each comes several times.
      int item = items > count ? (int) ((long) i * items / count) : i % items;
      draws.add(set.plain(item, i / items));
    }
    // Batches never mix sizes.
    draws.sort(Comparator.comparing(draw -> set.bucket(draw.item()).toString()));
    List<List<FlowBatches.Noised>> found = new ArrayList<>();
    for (int next = 0; next < count; ) {
      int from = next;
      int to = from + 1;
      while (to < count && to - from < batch && alike(draws.get(from), draws.get(to))) {
        to++;
      }
      found.add(IntStream.range(from, to).mapToObj(i -> noised(draws.get(i), i)).toList());
      next = to;
    }
    return List.copyOf(found);
  }

  private boolean alike(Draw one, Draw other) {
    return set.bucket(one.item()).equals(set.bucket(other.item()));
  }

  private FlowBatches.Noised noised(Draw draw, int slot) {
    parts.texts().prepare(set.caption(draw));
    return batches.draw(parts.encoder().encode(set.example(draw)), INDEX, slot);
  }

  TrainingSet set() {
    return set;
  }

  /**
   * The mean loss of what has been learned so far, weights w(t) included, without the terms on the
   * mixtures. With several workers each computes a part; all of them must ask.
   */
  double loss(Workers workers) {
    double[] sum = {0};
    parts.withMean(
        () -> {
          for (int i = workers.rank(); i < work.size(); i += workers.count()) {
            sum[0] += loss(work.get(i));
          }
        });
    return workers.sum(sum[0]);
  }

  private double loss(List<FlowBatches.Noised> part) {
    try (NoGradGuard guard = new NoGradGuard();
        Scope scope = new Scope()) {
      FlowBatches.FlowBatch made = batches.make(part);
      FlowTrainable.Pass pass = parts.learned().begin(made.query(), Dropout.NONE);
      Tensor velocity = made.input().predicted(pass.transformer());
      return parts
          .loss(made.weights(), part.get(0).example())
          .of(velocity, made.input().velocity(), count)
          .item_double();
    }
  }
}
