package io.lorweb.train.loop;

import io.lorweb.gradient.Backpropagation;
import io.lorweb.image.Picture;
import io.lorweb.layer.Dropout;
import io.lorweb.tensor.Scope;
import io.lorweb.train.data.Draw;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.runs.RoutingStatistics;
import io.lorweb.train.runs.RunHistory;
import io.lorweb.work.Progress;
import io.lorweb.work.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * Flow matching (paper section 4; docs/spec/LORWEB.md section 8.5): the velocity noise - x0 of b',
 * given the context, for an adapter or for the whole transformer.
 */
final class FlowTrainingTask implements TrainingTask<FlowBatches.Noised> {

  private final Recipe recipe;
  private final FlowParts parts;
  private final FlowBatches batches;
  private final Backpropagation way;
  private final Optional<HeldOut> heldOut;

  FlowTrainingTask(Recipe recipe) {
    this.recipe = recipe;
    parts = new FlowParts(recipe);
    try {
      heldOut = recipe.validation().map(wanted -> new HeldOut(recipe, wanted, parts));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
    batches = parts.batches(recipe.seed());
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
  public FlowBatches.Noised read(Draw draw, long index, int slot) {
    return batches.draw(parts.encoder().encode(parts.set().example(draw)), index, slot);
  }

  @Override
  public Taught teach(List<FlowBatches.Noised> examples, Part part) {
    try (Scope scope = new Scope()) {
      FlowBatches.FlowBatch made = batches.make(examples);
      long seed = Seeds.DROPOUT.at(recipe.seed(), part.index(), part.rank());
      Dropout dropout = new Dropout(recipe.objective().dropout(), seed);
      FlowTrainable.Pass pass = learned().begin(made.query(), dropout);
      FlowLoss loss = parts.loss(made.weights(), examples.get(0).example());
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

  @Override
  public Map<String, Supplier<Picture>> sheets() {
    Map<String, Supplier<Picture>> sheets = new LinkedHashMap<>();
    sheets.put(SHEET, SampleSheet.of(recipe, parts)::make);
    heldOut.ifPresent(
        held -> sheets.put(RunHistory.HELD_OUT, SampleSheet.of(recipe, parts, held.set())::make));
    return sheets;
  }

  @Override
  public Optional<HeldOut> heldOut() {
    return heldOut;
  }

  @Override
  public void close() {
    parts.close();
  }
}
