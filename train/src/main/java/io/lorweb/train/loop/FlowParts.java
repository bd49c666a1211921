package io.lorweb.train.loop;

import io.lorweb.analogy.Layout;
import io.lorweb.analogy.QueryEncoder;
import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.QueryMode;
import io.lorweb.files.Cache;
import io.lorweb.model.KontextModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.model.PartPlacement;
import io.lorweb.model.VisionModel;
import io.lorweb.tensor.Placement;
import io.lorweb.train.data.Encoded;
import io.lorweb.train.data.ExampleEncoder;
import io.lorweb.train.data.TrainingSet;
import io.lorweb.train.recipe.DataSource;
import io.lorweb.train.recipe.Recipe;
import io.lorweb.train.recipe.Trained;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What a run is made of: the frozen models, the data, and what learns. */
final class FlowParts implements AutoCloseable {

  private final Recipe recipe;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final KontextModel model;
  private final Optional<VisionModel> vision;
  private final TrainingSet set;
  private final ExampleEncoder encoder;
  private final FlowTrainable learned;
  private final Texts texts;

  /** Loads everything; on failure nothing stays open. */
  FlowParts(Recipe recipe) {
    this.recipe = recipe;
    try {
      PartPlacement placement =
          PartPlacement.of(recipe.base().device(), recipe.base().dtype(), recipe.base().memory());
      ModelFolder folder = ModelFolder.find(recipe.base().model());
      Optional<TrainableTransformer> whole = whole(folder, placement);
      model =
          own(
              whole
                  .map(w -> KontextModel.load(folder, placement, w.weights(), w.t5Weights()))
                  .orElseGet(() -> KontextModel.load(folder, placement)));
      set = TrainingSet.open(recipe.data(), recipe.base().layout(), model.pixelsPerToken());
      vision = vision(folder, placement);
      encoder = own(ExampleEncoder.of(model, vision, queryMode(), reference(), cache()));
      learned = whole.isPresent() ? whole.get() : own(adapter());
      texts =
          recipe.trained() instanceof Trained.Transformer t && t.text()
              ? new Texts.Learning(encoder, model.prompts(), textLength())
              : new Texts.Frozen(encoder, textLength());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Encodings are kept for all runs of this user: their keys say what they belong to. */
  private static Path cache() {
    return Cache.LORWEB.folder().resolve("encoded");
  }

  private Optional<TrainableTransformer> whole(ModelFolder folder, PartPlacement placement) {
    return recipe.trained() instanceof Trained.Transformer t
        ? Optional.of(own(new TrainableTransformer(folder, t, placement.device(), recipe.seed())))
        : Optional.empty();
  }

  private Optional<VisionModel> vision(ModelFolder folder, PartPlacement placement) {
    if (!(recipe.trained() instanceof Trained.Basis basis) || !basis.config().external()) {
      return Optional.empty();
    }
    Path path = folder.imageEncoder(recipe.base().encoder(), basis.config().encoder());
    return Optional.of(own(VisionModel.load(path, folder.ownImageEncoder(), placement)));
  }

  private QueryMode queryMode() {
    return recipe.trained() instanceof Trained.Basis basis
        ? basis.config().query()
        : BasisConfig.PAPER.query();
  }

  private boolean reference() {
    return recipe.data().stream().anyMatch(DataSource::reference);
  }

  private FlowTrainable adapter() {
    if (recipe.trained() instanceof Trained.Lora lora) {
      return new TrainableLora(model.transformer(), lora.rank(), lora.targets(), recipe.seed());
    }
    Trained.Basis basis = (Trained.Basis) recipe.trained();
    TrainableBasis fresh =
        new TrainableBasis(
            model.transformer(),
            withLayout(basis.config()),
            basis.targets(),
            queryWidth(),
            recipe.seed());
    try {
      basis.from().ifPresent(fresh::startFrom);
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** Q as the encoder really gives it. */
  private int queryWidth() {
    return vision.isEmpty() ? 0 : encoder.encode(set.example(set.plain(0))).query().length;
  }

  /** The saved adapter says which layout it was trained with. */
  private BasisConfig withLayout(BasisConfig config) {
    return new BasisConfig(
        config.lorasNum(),
        config.rank(),
        config.keysDim(),
        config.routing(),
        config.query(),
        config.external(),
        config.projection(),
        config.pooling(),
        config.encoder(),
        Optional.of(recipe.base().layout().label()));
  }

  /**
   * @param seed of all that is drawn
   */
  FlowBatches batches(long seed) {
    TimestepLaw law = new TimestepLaw(recipe.objective(), model.scheduler());
    return new FlowBatches(model, recipe.objective(), law, texts, seed);
  }

  /**
   * The loss of a batch.
   *
   * @param weights [B] w(t)
   * @param example one of it
   */
  FlowLoss loss(Tensor weights, Encoded example) {
    Tensor tokens =
        recipe.base().layout() == Layout.GRID
            ? FlowLoss.quadrants(
                recipe.objective().quadrants(),
                example.target().height() / 2,
                example.target().width() / 2)
            : null;
    return new FlowLoss(weights, tokens == null ? null : placement().move(tokens));
  }

  Texts texts() {
    return texts;
  }

  int textLength() {
    return recipe.base().textLength().orElse(model.folder().defaults().textLength());
  }

  KontextModel model() {
    return model;
  }

  TrainingSet set() {
    return set;
  }

  ExampleEncoder encoder() {
    return encoder;
  }

  FlowTrainable learned() {
    return learned;
  }

  /** Computes with the running mean of what is learned, if one is kept. */
  void withMean(Runnable work) {
    if (learned instanceof TrainableTransformer whole) {
      whole.withMean(
          () -> {
            model.prompts().forget();
            work.run();
            model.prompts().forget();
          });
    } else {
      work.run();
    }
  }

  Placement placement() {
    return model.transformer().weights().placement();
  }

  /** Makes queries as inference makes them. */
  Optional<QueryEncoder> queries() {
    return vision.map(
        v -> new QueryEncoder(v.encoder(), v.preprocessor(), queryMode(), reference()));
  }

  private <C extends AutoCloseable> C own(C part) {
    owned.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("closing a part of the run failed", e);
      }
    }
  }
}
