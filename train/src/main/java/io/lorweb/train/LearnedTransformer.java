package io.lorweb.train;

import io.lorweb.data.Seeds;
import io.lorweb.files.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Dropout;
import io.lorweb.layer.Weights;
import io.lorweb.model.ModelFolder;
import io.lorweb.optim.Parameters;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Device;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import io.lorweb.weights.ShapeRecorder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * All weights of a transformer while they learn: pretraining of a small base. They live in {@link
 * Parameters}, and the model reads them from there as it would from a file.
 *
 * <p>Fresh weights are U(-1/sqrt(in), 1/sqrt(in)), norms 1, biases 0, and modulations N(0, 0.02^2),
 * so that every block's gates are nearly closed at first.
 */
public final class LearnedTransformer implements Learned {

  private static final double MODULATION_STD = 0.02;
  private static final String EMA = "ema";

  private final Parameters parameters;
  private final Weights weights;
  private final FluxTransformer transformer;
  private final OptionalDouble decay;
  private final Arena arena = new Arena();
  private final Tensor ema;

  /**
   * The transformer of {@code folder}.
   *
   * @param fresh only its config.json is read, the values are new
   * @param decay of the running mean of the weights, if one is kept
   */
  public LearnedTransformer(ModelFolder folder, boolean fresh, OptionalDouble decay, long seed) {
    Path part = folder.part("transformer");
    FluxConfig config = FluxConfig.read(JsonFile.read(part.resolve("config.json")));
    Parameters.Plan plan = new Parameters.Plan();
    try (PointerScope scope = new PointerScope()) {
      Map<String, long[]> shapes = shapes(config);
      if (fresh) {
        shapes.forEach((name, shape) -> plan.add(name, fresh(name, shape, seed), shape));
        parameters = new Parameters(plan, Device.CPU);
      } else {
        try (Checkpoint checkpoint = Checkpoint.open(part)) {
          shapes.forEach(
              (name, shape) -> plan.add(name, Initial.copy(checkpoint.tensor(name, shape)), shape));
          parameters = new Parameters(plan, Device.CPU);
        }
      }
      this.decay = decay;
      ema = decay.isPresent() ? arena.own(parameters.values().clone()) : null;
    }
    weights = new Weights(new ParameterSource(parameters), Placement.CPU_FP32);
    transformer = new FluxTransformer(config, weights);
  }

  /** Names and shapes of everything the transformer consists of. */
  private static Map<String, long[]> shapes(FluxConfig config) {
    ShapeRecorder recorder = new ShapeRecorder();
    try (Weights recorded = new Weights(recorder, Placement.CPU_FP32)) {
      new FluxTransformer(config, recorded);
      return new LinkedHashMap<>(recorder.shapes());
    }
  }

  private static Parameters.Filling fresh(String name, long[] shape, long seed) {
    long at = Seeds.INITIAL.at(seed, name.hashCode());
    if (name.endsWith(".bias")) {
      return Initial.ZERO;
    }
    if (shape.length == 1) {
      return Initial.ONE;
    }
    return name.matches(".*norm[^.]*\\.linear\\.weight")
        ? Initial.normal(at, MODULATION_STD)
        : Initial.uniform(at, 1 / Math.sqrt(shape[1]));
  }

  /** The weights as a model takes them; closed by whoever takes them. */
  public Weights weights() {
    return weights;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Pass begin(Tensor query, Dropout dropout) {
    return () -> transformer;
  }

  @Override
  public void stepped() {
    if (ema != null) {
      try (Scope scope = new Scope();
          NoGradGuard guard = new NoGradGuard()) {
        ema.lerp_(parameters.values(), Tensors.number(1 - decay.getAsDouble()));
      }
    }
  }

  @Override
  public Map<String, Tensor> state() {
    return ema == null ? Map.of() : Map.of(EMA, ema);
  }

  /** Writes the running mean if one is kept, else the weights themselves. */
  @Override
  public Path save(Path folder, String stem, String dtype, Map<String, String> metadata) {
    Path file = folder.resolve(stem + ".safetensors");
    Map<String, String> texts = new TreeMap<>(metadata);
    texts.put("format", "pt");
    Precision precision = Precision.parse(dtype);
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor flat = ema == null ? parameters.values() : ema;
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      parameters
          .slots()
          .forEach(
              (name, slot) -> {
                Tensor value = flat.narrow(0, slot.offset(), slot.count()).view(slot.shape());
                tensors.put(name, precision.convert(value));
              });
      SafetensorsWriter.write(file, tensors, texts);
    }
    return file;
  }

  @Override
  public void close() {
    arena.close();
    parameters.close();
  }
}
