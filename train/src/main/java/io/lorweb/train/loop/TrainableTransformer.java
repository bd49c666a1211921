package io.lorweb.train.loop;

import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Weights;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Placement;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Encoder;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.Trained;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.ShapeRecorder;
import io.lorweb.weights.TensorSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * All weights of a transformer while they learn, and T5's with them if the recipe says so:
 * pretraining of a small base. In the file T5's names begin with {@link #T5}.
 */
public final class TrainableTransformer implements FlowTrainable {

  /** What T5's weights are called in the file of a run that trains them. */
  public static final String T5 = "text_encoder_2.";

  private static final String TRANSFORMER_PART = "transformer";
  private static final String T5_PART = "text_encoder_2";

  private static final Pattern BLOCK = Pattern.compile("(single_)?transformer_blocks\\.\\d+");
  private static final Pattern LAST =
      Pattern.compile("\\.(proj_out|to_out\\.0|to_add_out|ff(_context)?\\.net\\.2)\\.weight$");

  private final TrainableModel model;
  private final boolean text;
  private final Weights weights;
  private final FluxTransformer transformer;

  /**
   * The transformer of {@code folder}; of fresh parts only the config.json is read.
   *
   * @param device where it learns, in float32
   */
  public TrainableTransformer(
      ModelFolder folder, Trained.Transformer trained, Device device, long seed) {
    text = trained.text();
    FluxConfig config = FluxConfig.read(config(folder, TRANSFORMER_PART));
    Map<String, long[]> shapes = shapes(config);
    if (text) {
      shapes(T5Config.read(config(folder, T5_PART)))
          .forEach((name, shape) -> shapes.put(T5 + name, shape));
    }
    Placement placement = new Placement(device, ComputeType.FP32, MemoryPlan.RESIDENT);
    model = learned(folder, shapes, trained, placement, seed);
    weights = model.weights("");
    transformer = new FluxTransformer(config, weights);
  }

  private static TrainableModel learned(
      ModelFolder folder,
      Map<String, long[]> shapes,
      Trained.Transformer trained,
      Placement placement,
      long seed) {
    Fresh transformer = new Fresh(Fresh.Kind.TRANSFORMER, seed);
    if (trained.fresh()) {
      Fresh t5 = new Fresh(Fresh.Kind.T5, seed);
      return TrainableModel.fresh(
          shapes,
          (name, shape) -> name.startsWith(T5) ? t5.of(name, shape) : transformer.of(name, shape),
          placement,
          trained.ema(),
          name -> false);
    }
    try (Checkpoint base = Checkpoint.open(folder.part(TRANSFORMER_PART));
        TensorSource t5 = trained.text() ? Checkpoint.open(folder.part(T5_PART)) : base) {
      Set<String> blocks =
          base.names().stream().map(TrainableTransformer::block).collect(Collectors.toSet());
      return TrainableModel.fresh(
          shapes,
          (name, shape) -> {
            if (name.startsWith(T5)) {
              return Initial.copy(t5.tensor(name.substring(T5.length()), shape));
            }
            return trained.grow() && !blocks.contains(block(name))
                ? grown(name, shape, transformer)
                : Initial.copy(base.tensor(name, shape));
          },
          placement,
          trained.ema(),
          name -> false);
    }
  }

  /** The block that a weight belongs to, such as {@code single_transformer_blocks.3}; else "". */
  private static String block(String name) {
    Matcher block = BLOCK.matcher(name);
    return block.lookingAt() ? block.group() : "";
  }

  /** A new block adds nothing to the stream until its last projections have learned. */
  private static Parameters.Filling grown(String name, long[] shape, Fresh fresh) {
    return LAST.matcher(name).find() ? Initial.ZERO : fresh.of(name, shape);
  }

  private static JsonFile config(ModelFolder folder, String part) {
    Path file = folder.part(part).resolve("config.json");
    return JsonFile.read(file);
  }

  private static Map<String, long[]> shapes(FluxConfig config) {
    return TrainableModel.shapes(
        new ShapeRecorder(), weights -> new FluxTransformer(config, weights));
  }

  private static Map<String, long[]> shapes(T5Config config) {
    ShapeRecorder recorder = new ShapeRecorder();
    recorder.also("shared.weight", config.vocabulary(), config.hidden());
    return TrainableModel.shapes(recorder, weights -> new T5Encoder(config, weights));
  }

  /** The weights as a model takes them; closed by whoever takes them. */
  public Weights weights() {
    return weights;
  }

  /** T5's weights, if they learn; closed by whoever takes them. */
  Optional<Weights> t5Weights() {
    return text ? Optional.of(model.weights(T5)) : Optional.empty();
  }

  /** Computes with the running mean, if one is kept. */
  void withMean(Runnable work) {
    model.withMean(work);
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public Pass begin(Tensor query, Dropout dropout) {
    return () -> transformer;
  }

  @Override
  public void stepped() {
    model.stepped();
  }

  @Override
  public Map<String, Tensor> state() {
    return model.state();
  }

  @Override
  public Path save(Path folder, String stem, String dtype, Map<String, String> metadata) {
    return model.save(folder, stem, dtype, metadata);
  }

  @Override
  public void close() {
    model.close();
  }
}
