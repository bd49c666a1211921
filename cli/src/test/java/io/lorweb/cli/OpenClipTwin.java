package io.lorweb.cli;

import io.lorweb.model.ModelFolder;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The embedded model's image encoder and CLIP text encoder under the names of OpenCLIP. */
final class OpenClipTwin {

  private static final Map<String, String> BLOCK =
      Map.of(
          "layer_norm1", "ln_1",
          "layer_norm2", "ln_2",
          "self_attn.out_proj", "attn.out_proj",
          "mlp.fc1", "mlp.c_fc",
          "mlp.fc2", "mlp.c_proj");

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private OpenClipTwin() {}

  /** Writes both halves, as one file of OpenCLIP has them, every name after {@code prefix}. */
  static Path write(Path file, String prefix) {
    try (Scope scope = new Scope()) {
      OpenClipTwin twin = new OpenClipTwin();
      twin.vision();
      twin.text();
      Map<String, Tensor> prefixed = new LinkedHashMap<>();
      twin.tensors.forEach((name, tensor) -> prefixed.put(prefix + name, tensor));
      SafetensorsWriter.write(file, prefixed, Map.of());
    }
    return file;
  }

  private void vision() {
    try (PartFile<?> own = ModelFolder.find(ModelFolder.EMBEDDED).open(Part.VISION)) {
      String embeddings = "vision_model.embeddings.";
      put("visual.class_embedding", own, embeddings + "class_embedding");
      put("visual.conv1.weight", own, embeddings + "patch_embedding.weight");
      put("visual.positional_embedding", own, embeddings + "position_embedding.weight");
      both("visual.ln_pre", own, "vision_model.pre_layrnorm");
      both("visual.ln_post", own, "vision_model.post_layernorm");
      tensors.put(
          "visual.proj", own.resting("visual_projection.weight").all().t().contiguous().clone());
      blocks("visual.", own, "vision_model.");
    }
  }

  private void text() {
    try (PartFile<?> own = ModelFolder.find(ModelFolder.EMBEDDED).open(Part.CLIP)) {
      put("token_embedding.weight", own, "text_model.embeddings.token_embedding.weight");
      put("positional_embedding", own, "text_model.embeddings.position_embedding.weight");
      both("ln_final", own, "text_model.final_layer_norm");
      blocks("", own, "text_model.");
      tensors.put("text_projection", Tensors.of(new float[] {1, 2, 3, 4}, 2, 2));
      tensors.put("logit_scale", Tensors.of(new float[] {1}));
    }
  }

  private void blocks(String stored, PartFile<?> own, String model) {
    for (int i = 0; own.has(model + "encoder.layers." + i + ".mlp.fc1.weight"); i++) {
      String from = model + "encoder.layers." + i + ".";
      String to = stored + "transformer.resblocks." + i + ".";
      BLOCK.forEach((name, open) -> both(to + open, own, from + name));
      for (String kind : new String[] {"weight", "bias"}) {
        Tensor[] parts = new Tensor[3];
        for (int j = 0; j < 3; j++) {
          parts[j] = own.resting(from + "self_attn." + "qkv".charAt(j) + "_proj." + kind).all();
        }
        tensors.put(to + "attn.in_proj_" + kind, Tensors.cat(0, parts));
      }
    }
  }

  private void both(String stored, PartFile<?> own, String name) {
    put(stored + ".weight", own, name + ".weight");
    put(stored + ".bias", own, name + ".bias");
  }

  /** A copy: the file that it is read from is closed before it is written. */
  private void put(String stored, PartFile<?> own, String name) {
    tensors.put(stored, own.resting(name).all().clone());
  }
}
