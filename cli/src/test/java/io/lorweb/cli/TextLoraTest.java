package io.lorweb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.LoRWeB;
import io.lorweb.LoadOptions;
import io.lorweb.model.ModelFolder;
import io.lorweb.parts.PartFile;
import io.lorweb.sample.Conditioning.Prompt;
import io.lorweb.sample.Noise;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of LoRA files for the text encoders act as if they were merged into their weights. */
class TextLoraTest {

  private static final String CLIP_Q = "text_model.encoder.layers.0.self_attn.q_proj";
  private static final String CLIP_UP = "text_model.encoder.layers.1.mlp.fc1";
  private static final String CLIP_DOWN = "text_model.encoder.layers.0.mlp.fc2";
  private static final String T5_V = "encoder.block.0.layer.0.SelfAttention.v";
  private static final String T5_GATE = "encoder.block.1.layer.1.DenseReluDense.wi_0";
  private static final double SCALE = 0.7;

  @TempDir Path folder;

  private final ModelFolder model = ModelFolder.find(ModelFolder.EMBEDDED);
  private final Map<String, Tensor> lora = new LinkedHashMap<>();
  private final Map<String, Tensor> merged = new LinkedHashMap<>();

  /** Texts as the encoders see them. */
  private record Seen(float[] states, float[] pooled) {}

  private static Seen seen(LoadOptions options) {
    try (LoRWeB lorweb = LoRWeB.load(options);
        Scope scope = new Scope()) {
      Prompt prompt = lorweb.model().prompts().encode("make it sepia", 20);
      return new Seen(Tensors.floats(prompt.states()), Tensors.floats(prompt.pooled()));
    }
  }

  private Path write(String name, Map<String, Tensor> tensors) {
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsWriter.write(file, tensors, Map.of());
    return file;
  }

  /** A part of rank 2 under {@code stem}, and what it means for the weight {@code path}. */
  private void part(
      PartFile<?> file, String path, String stem, String down, String up, double alpha) {
    long[] shape = file.matrices().get(path);
    long seed = path.hashCode();
    Tensor a = Tensors.times(Noise.normal(seed, 2, shape[1]), 0.3);
    Tensor b = Tensors.times(Noise.normal(seed + 1, shape[0], 2), 0.3);
    lora.put(stem + down, a);
    lora.put(stem + up, b);
    Tensor weight = merged.get(path + ".weight");
    merged.put(path + ".weight", weight.add(Tensors.times(b.matmul(a), SCALE * alpha / 2)));
  }

  private void copy(PartFile<?> file) {
    file.names().forEach(name -> merged.put(name, file.resting(name).all().to(ScalarType.Float)));
  }

  private void transformerPart() {
    int width;
    try (var file = model.transformer()) {
      width = file.config().hidden();
    }
    lora.put("transformer.transformer_blocks.0.attn.to_q.lora_A.weight", torch.zeros(1, width));
    lora.put("transformer.transformer_blocks.0.attn.to_q.lora_B.weight", torch.zeros(width, 1));
  }

  private Path clip() {
    try (PartFile<?> file = model.clip()) {
      merged.clear();
      copy(file);
      String kohya = "lora_te1_text_model_encoder_layers_0_self_attn_q_proj";
      part(file, CLIP_Q, kohya, ".lora_down.weight", ".lora_up.weight", 6);
      lora.put(kohya + ".alpha", Tensors.of(new float[] {6}, 1));
      part(file, CLIP_UP, "text_encoder." + CLIP_UP, ".lora_A.weight", ".lora_B.weight", 2);
      dora(file);
      return write("clip", merged);
    }
  }

  private void dora(PartFile<?> file) {
    long[] shape = file.matrices().get(CLIP_DOWN);
    String stem = "text_encoders.clip_l.transformer." + CLIP_DOWN;
    Tensor a = Noise.normal(7, 2, shape[1]);
    Tensor b = Tensors.times(Noise.normal(8, shape[0], 2), 0.1);
    Tensor m = Noise.normal(9, shape[0]).abs().add(Tensors.of(new float[] {1}, 1));
    lora.put(stem + ".lora_A.weight", a);
    lora.put(stem + ".lora_B.weight", b);
    lora.put(stem + ".lora_magnitude_vector", m);
    Tensor w = merged.get(CLIP_DOWN + ".weight");
    Tensor v = w.add(b.matmul(a));
    Tensor changed = v.mul(m.div(v.square().sum(1).sqrt()).reshape(-1, 1));
    merged.put(CLIP_DOWN + ".weight", w.add(Tensors.times(changed.sub(w), SCALE)));
  }

  private Path t5() {
    try (PartFile<?> file = model.t5()) {
      merged.clear();
      copy(file);
      part(
          file,
          T5_V,
          "lora_te3_encoder_block_0_layer_0_SelfAttention_v",
          ".lora_down.weight",
          ".lora_up.weight",
          2);
      part(file, T5_GATE, "text_encoder_2." + T5_GATE, ".lora_A.weight", ".lora_B.weight", 2);
      return write("t5", merged);
    }
  }

  @Test
  void theyEqualMergedWeights() {
    try (Scope scope = new Scope()) {
      transformerPart();
      Path clip = clip();
      Path t5 = t5();
      Path file = write("lora", lora);

      Seen beside = seen(LoadOptions.defaults().lora(file, SCALE));
      Seen within = seen(LoadOptions.defaults().parts(p -> p.clipText(clip).t5(t5)));
      Seen frozen = seen(LoadOptions.defaults());

      assertThat(distance(beside.states(), within.states())).isCloseTo(0, within(1e-4));
      assertThat(distance(beside.pooled(), within.pooled())).isCloseTo(0, within(1e-4));
      assertThat(distance(frozen.states(), within.states())).isGreaterThan(0.05);
      assertThat(distance(frozen.pooled(), within.pooled())).isGreaterThan(0.05);
      assertThat(CommandRun.of("lora", "inspect", file).succeeded().out())
          .contains("5 modules: CLIP 3, T5 2");
    }
  }

  private static double distance(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void partsThatMeetNothingAreRefusedOrNamed() {
    try (Scope scope = new Scope()) {
      transformerPart();
      lora.put("lora_te1_what.lora_down.weight", torch.zeros(1, 4));
      lora.put("lora_te1_what.lora_up.weight", torch.zeros(4, 1));
      Path strange = write("strange", lora);
      assertThat(edit(strange).succeeded().err())
          .contains("left aside are parts for text encoders (1)");

      String beyond = "lora_te1_text_model_encoder_layers_77_mlp_fc1";
      lora.put(beyond + ".lora_down.weight", torch.zeros(1, 4));
      lora.put(beyond + ".lora_up.weight", torch.zeros(4, 1));
      edit(write("beyond", lora)).refused("no Linear", beyond);

      lora.keySet().removeIf(name -> name.startsWith(beyond));
      lora.put("text_encoder_2." + T5_V + ".lora_A.weight", torch.zeros(1, 3));
      lora.put("text_encoder_2." + T5_V + ".lora_B.weight", torch.zeros(4, 1));
      edit(write("sizes", lora)).refused("3 -> 4", T5_V);
    }
  }

  private CommandRun edit(Path file) {
    return CommandRun.of(
        "edit",
        Examples.b("sepia"),
        "-p",
        "x",
        "--lora",
        file,
        1,
        "--steps",
        1,
        "-o",
        folder.resolve("out.png"));
  }
}
