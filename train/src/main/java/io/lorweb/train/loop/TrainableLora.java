package io.lorweb.train.loop;

import io.lorweb.adapt.LowRank;
import io.lorweb.adapt.LowRankLinear;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Dropout;
import io.lorweb.tensor.Scope;
import io.lorweb.train.optim.Parameters;
import io.lorweb.train.recipe.TargetLinears;
import io.lorweb.weights.SafetensorsWriter;
import io.lorweb.work.Seeds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * One ordinary LoRA per Linear, scale 1: the baseline (docs/spec/LORWEB.md section 10.4). A starts
 * Kaiming-uniform, U(-1/sqrt(in), 1/sqrt(in)), B at zero.
 */
public final class TrainableLora implements FlowTrainable {

  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  private final FluxTransformer base;
  private final Parameters parameters;

  /** A fresh LoRA on the Linears that {@code targets} names. */
  public TrainableLora(FluxTransformer base, int rank, TargetLinears targets, long seed) {
    this.base = base;
    Parameters.Plan plan = new Parameters.Plan();
    AdaptedLinears.of(base, targets)
        .forEach(
            (path, size) -> {
              long at = Seeds.INITIAL.at(seed, path.hashCode());
              plan.addMatrix(
                  path + A, Initial.uniform(at, 1 / Math.sqrt(size.in())), rank, size.in());
              plan.addMatrix(path + B, Initial.ZERO, rank, size.out());
            });
    parameters = new Parameters(plan, base.weights().placement().device());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Pass begin(Tensor query, Dropout dropout) {
    FluxTransformer view =
        base.adapted(
            (path, linear) -> {
              if (!parameters.slots().containsKey(path + A)) {
                return linear;
              }
              LowRank lora = new LowRank(parameters.get(path + A), parameters.get(path + B));
              return new LowRankLinear(linear, lora, dropout.at(path));
            });
    return () -> view;
  }

  @Override
  public Path save(Path folder, String stem, String dtype, Map<String, String> metadata) {
    Path file = folder.resolve(stem + ".safetensors");
    Map<String, String> texts = new TreeMap<>(metadata);
    texts.put("format", "pt");
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : parameters.slots().keySet()) {
        Tensor value = parameters.get(name).detach();
        tensors.put(
            "transformer." + name,
            Precision.parse(dtype).convert(name.endsWith(B) ? value.t() : value));
      }
      SafetensorsWriter.write(file, tensors, texts);
    }
    return file;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
