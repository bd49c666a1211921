package io.lorweb.train.loop;

import io.lorweb.layer.Weights;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.optim.Parameters;
import io.lorweb.weights.SafetensorsWriter;
import io.lorweb.weights.ShapeRecorder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of one or several models while they learn, with a running mean of them if one is
 * asked for. They live in {@link Parameters}; models read them from there (see {@link
 * ParameterSource}) as they would from a file. Frozen ones are kept beside them, used and saved
 * like the others.
 */
final class TrainableModel implements Trainable {

  private static final String EMA = "ema";

  private final Parameters parameters;
  private final Placement placement;
  private final OptionalDouble decay;
  private final Arena arena = new Arena();
  private final Map<String, Tensor> frozen = new LinkedHashMap<>();
  private final Tensor ema;

  private TrainableModel(
      Map<String, long[]> shapes,
      BiFunction<String, long[], Parameters.Filling> first,
      Placement placement,
      OptionalDouble decay,
      Predicate<String> stays) {
    this.placement = placement;
    this.decay = decay;
    Parameters.Plan plan = new Parameters.Plan();
    try (PointerScope scope = new PointerScope()) {
      shapes.forEach(
          (name, shape) -> {
            Parameters.Filling filling = first.apply(name, shape);
            if (stays.test(name)) {
              frozen.put(name, arena.own(placement.place(filled(filling, shape))));
            } else if (HiddenMatrices.contains(name, shape)) {
              plan.addMatrix(name, filling, shape);
            } else {
              plan.add(name, filling, shape);
            }
          });
      parameters = new Parameters(plan, placement.device());
      ema = decay.isPresent() ? arena.own(parameters.values().clone()) : null;
    }
  }

  /**
   * From new values.
   *
   * @param shapes of all weights by name
   * @param first their values by name and shape
   * @param placement where they lie: in float32, resident
   * @param decay of the running mean
   * @param stays which of them do not learn, by name
   */
  static TrainableModel fresh(
      Map<String, long[]> shapes,
      BiFunction<String, long[], Parameters.Filling> first,
      Placement placement,
      OptionalDouble decay,
      Predicate<String> stays) {
    return new TrainableModel(shapes, first, placement, decay, stays);
  }

  /**
   * From weights that are there, which may be closed afterwards.
   *
   * @param shapes of all weights by name
   * @param source of their values by name and shape
   * @param placement where they lie: in float32, resident
   * @param decay of the running mean
   * @param stays which of them do not learn, by name
   */
  static TrainableModel copy(
      Map<String, long[]> shapes,
      BiFunction<String, long[], Tensor> source,
      Placement placement,
      OptionalDouble decay,
      Predicate<String> stays) {
    return new TrainableModel(shapes, source.andThen(Initial::copy), placement, decay, stays);
  }

  private static Tensor filled(Parameters.Filling filling, long[] shape) {
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    Tensor values = Tensors.of(new float[count], shape);
    filling.fill(values);
    return values;
  }

  /**
   * The weights as a model takes them, which closes them.
   *
   * @param prefix of the model's names where several models learn together
   */
  Weights weights(String prefix) {
    return new Weights(new ParameterSource(parameters, frozen, prefix), placement);
  }

  /**
   * Names and shapes of all weights that a model asks for.
   *
   * @param recorder knows those already that it asks for while it computes
   * @param model makes the model
   */
  static Map<String, long[]> shapes(ShapeRecorder recorder, Consumer<Weights> model) {
    try (PointerScope scope = new PointerScope();
        Weights recorded = new Weights(recorder, Placement.CPU_FP32)) {
      model.accept(recorded);
      return new LinkedHashMap<>(recorder.shapes());
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
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

  /** Computes with the running mean, if one is kept, in the place of the weights. */
  void withMean(Runnable work) {
    if (ema == null) {
      work.run();
      return;
    }
    try (Scope scope = new Scope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor own = parameters.values().clone();
      parameters.values().copy_(ema);
      try {
        work.run();
      } finally {
        parameters.values().copy_(own);
      }
    }
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
      frozen.forEach((name, value) -> tensors.put(name, precision.convert(value)));
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
