package io.lorweb.train.loop;

import io.lorweb.analogy.Layout;
import io.lorweb.gradient.Backpropagation;
import io.lorweb.image.Picture;
import io.lorweb.layer.Dropout;
import io.lorweb.tensor.Scope;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.Encoded;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.runs.RoutingStatistics;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * Flow matching (paper section 4; docs/spec/LORWEB.md section 8.5): the velocity noise - x0 of b',
 * given the context, for an adapter or for the whole transformer.
 */
final class FlowTrainingTask implements TrainingTask<Encoded> {

  private final Recipe recipe;
  private final FlowParts parts;
  private final FlowBatches batches;
  private final Backpropagation way;

  FlowTrainingTask(Recipe recipe) {
    this.recipe = recipe;
    parts = new FlowParts(recipe);
    batches = parts.batches();
    way = recipe.base().checkpointing() ? Backpropagation.CHECKPOINTED : Backpropagation.PLAIN;
  }

  @Override
  public TrainingSet set() {
    return parts.set();
  }

  @Override
  public FlowTrainable learned() {
    return parts.learned();
  }

  @Override
  public void prepare(Progress progress) {
    parts.encoder().encodeAll(parts.set(), parts.texts()::prepare, progress);
    if (learned() instanceof TrainableBasis basis && basis.config().external()) {
      basis.spans(
          TrainedSpans.of(parts.set(), parts.encoder(), basis.config().query(), recipe.seed()));
    }
  }

  @Override
  public Encoded read(Draw draw) {
    return parts.encoder().encode(parts.set().example(draw));
  }

  @Override
  public Taught teach(List<Encoded> examples, Part part) {
    try (Scope scope = new Scope()) {
      FlowBatches.FlowBatch made = batches.make(examples, part.index(), part.first());
      long seed = Seeds.DROPOUT.at(recipe.seed(), part.index(), part.rank());
      Dropout dropout = new Dropout(recipe.objective().dropout(), seed);
      FlowTrainable.Pass pass = learned().begin(made.query(), dropout);
      FlowLoss loss = new FlowLoss(made.weights(), tokenWeights(examples.get(0)));
      Tensor target = made.input().velocity();
      double value =
          way.run(pass.transformer(), made.input(), v -> loss.of(v, target, part.count()));
      double terms =
          pass.finish(
              recipe.objective().entropy(),
              recipe.objective().balance(),
              (double) examples.size() / part.count());
      return new Taught(value + terms, part.watched() ? routing(pass) : Optional.empty());
    }
  }

  private Optional<RoutingStatistics> routing(FlowTrainable.Pass pass) {
    return learned() instanceof TrainableBasis basis
        ? pass.coefficients().map(e -> StepStatistics.of(basis.paths(), e))
        : Optional.empty();
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

  @Override
  public Supplier<Picture> sheets() {
    return new SampleSheet(recipe, parts)::make;
  }

  @Override
  public void close() {
    parts.close();
  }
}
