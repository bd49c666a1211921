package io.lorweb.layer;

import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A model folder with small random weights, for tests that need a model but no golden values. */
public final class MadeModel {

  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  public MadeModel with(String name, long... shape) {
    shapes.put(name, shape);
    return this;
  }

  /** Weight [out, in] and bias [out]. */
  public MadeModel linear(String name, long in, long out) {
    return with(name + ".weight", out, in).with(name + ".bias", out);
  }

  /** Weight and bias [width]. */
  public MadeModel norm(String name, long width) {
    return with(name + ".weight", width).with(name + ".bias", width);
  }

  /** The blocks of a CLIP or SigLIP encoder. */
  public MadeModel encoder(String place, EncoderSizes sizes) {
    long d = sizes.hidden();
    for (int i = 0; i < sizes.layers(); i++) {
      String block = place + ".layers." + i;
      norm(block + ".layer_norm1", d).norm(block + ".layer_norm2", d);
      for (String linear : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        linear(block + ".self_attn." + linear, d, d);
      }
      linear(block + ".mlp.fc1", d, sizes.intermediate());
      linear(block + ".mlp.fc2", sizes.intermediate(), d);
    }
    return this;
  }

  /** Writes {@code model.safetensors} into {@code folder} and opens it. */
  public Weights in(Path folder) {
    torch.manual_seed(1);
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      shapes.forEach((name, shape) -> tensors.put(name, torch.randn(shape)));
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of());
    }
    return new Weights(Checkpoint.open(folder), Placement.CPU_FP32);
  }
}
