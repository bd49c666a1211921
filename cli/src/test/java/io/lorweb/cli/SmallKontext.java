package io.lorweb.cli;

import io.lorweb.files.AtomicFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.layer.Activation;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.parts.Part;
import io.lorweb.parts.PartFile;
import io.lorweb.parts.SingleFiles;
import io.lorweb.synth.SyntheticModel;
import io.lorweb.tensor.Scope;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.T5Config;
import io.lorweb.vae.VaeConfig;
import io.lorweb.weights.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A random model of few and narrow blocks that has FLUX's constants where shapes do not tell them,
 * so that its files are read as those of FLUX are: without any configuration.
 */
final class SmallKontext {

  private static final FluxConfig FLUX =
      new FluxConfig(64, 64, 1, 1, 1, 128, 64, 64, true, List.of(16, 56, 56));
  private static final T5Config T5 =
      new T5Config(1000, 64, 16, 96, 2, 4, 32, 128, Activation.GELU_TANH, 1e-6);
  private static final ClipTextConfig CLIP =
      new ClipTextConfig(
          new EncoderSizes(64, 96, 2, 1, Activation.QUICK_GELU, 1e-5), 49_408, 77, 2);
  private static final VaeConfig VAE =
      new VaeConfig(
          List.of(32, 32, 32, 32),
          1,
          16,
          VaeConfig.FLUX.groups(),
          true,
          VaeConfig.FLUX.scale(),
          VaeConfig.FLUX.shift());

  private static final Map<Part, Map<String, long[]>> PARTS =
      Map.of(
          Part.TRANSFORMER, SingleFiles.transformer(FLUX),
          Part.T5, SingleFiles.t5(T5),
          Part.CLIP, SingleFiles.clip(CLIP),
          Part.VAE, SingleFiles.vae(VAE));
  private static final Map<Part, String> PREFIXES =
      Map.of(
          Part.TRANSFORMER, "model.diffusion_model.",
          Part.T5, "text_encoders.t5xxl.transformer.",
          Part.CLIP, "text_encoders.clip_l.transformer.",
          Part.VAE, "vae.");

  private final Path folder;

  SmallKontext(Path folder) {
    this.folder = folder;
    try (Scope scope = new Scope()) {
      torch.manual_seed(0);
      Map<String, Tensor> all = new LinkedHashMap<>();
      for (Part part : Part.OF_MODEL) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        PARTS.get(part).forEach((name, shape) -> own.put(name, random(name, shape)));
        own.forEach((name, tensor) -> all.put(PREFIXES.get(part) + name, tensor));
        SafetensorsWriter.write(file(part), own, Map.of());
      }
      SafetensorsWriter.write(allInOne(), all, Map.of());
    }
  }

  private static Tensor random(String name, long[] shape) {
    String spelt = name.replace("_norm.scale", "_norm.weight");
    return SyntheticModel.random(spelt, shape, ScalarType.Float);
  }

  /** A part by the names of single files. */
  Path file(Part part) {
    return folder.resolve("kontext-" + part.id() + ".safetensors");
  }

  Path allInOne() {
    return folder.resolve("kontext-all.safetensors");
  }

  /** The same weights as a folder of diffusers, with everything said in its configurations. */
  Path diffusers() {
    Path to = folder.resolve("diffusers");
    part(
        to.resolve("transformer/diffusion_pytorch_model.safetensors"),
        Part.TRANSFORMER,
        """
        {"_class_name": "FluxTransformer2DModel", "attention_head_dim": 128,
         "guidance_embeds": true, "in_channels": 64, "joint_attention_dim": 64,
         "num_attention_heads": 1, "patch_size": 1, "pooled_projection_dim": 64,
         "axes_dims_rope": [16, 56, 56], "num_layers": 1, "num_single_layers": 1}
        """);
    part(
        to.resolve("vae/diffusion_pytorch_model.safetensors"),
        Part.VAE,
        """
        {"_class_name": "AutoencoderKL", "block_out_channels": [32, 32, 32, 32],
         "layers_per_block": 1, "latent_channels": 16, "norm_num_groups": 32,
         "scaling_factor": 0.3611, "shift_factor": 0.1159, "mid_block_add_attention": true,
         "use_quant_conv": false, "use_post_quant_conv": false}
        """);
    part(
        to.resolve("text_encoder/model.safetensors"),
        Part.CLIP,
        """
        {"model_type": "clip_text_model", "eos_token_id": 2, "hidden_act": "quick_gelu",
         "hidden_size": 64, "intermediate_size": 96, "layer_norm_eps": 1e-05,
         "max_position_embeddings": 77, "num_attention_heads": 1, "num_hidden_layers": 2,
         "vocab_size": 49408}
        """);
    part(
        to.resolve("text_encoder_2/model.safetensors"),
        Part.T5,
        """
        {"model_type": "t5", "d_ff": 96, "d_kv": 16, "d_model": 64,
         "feed_forward_proj": "gated-gelu", "dense_act_fn": "gelu_new", "is_gated_act": true,
         "layer_norm_epsilon": 1e-06, "num_heads": 4, "num_layers": 2,
         "relative_attention_max_distance": 128, "relative_attention_num_buckets": 32,
         "vocab_size": 1000}
        """);
    text(
        to.resolve("scheduler/scheduler_config.json"),
        """
        {"_class_name": "FlowMatchEulerDiscreteScheduler", "base_image_seq_len": 256,
         "base_shift": 0.5, "max_image_seq_len": 4096, "max_shift": 1.15,
         "num_train_timesteps": 1000, "shift": 3.0, "use_dynamic_shifting": true}
        """);
    return to;
  }

  private void part(Path to, Part part, String config) {
    try (Scope scope = new Scope();
        PartFile<?> source = PartFile.open(file(part), part)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      source.names().forEach(name -> tensors.put(name, source.resting(name).all()));
      SafetensorsWriter.write(to, tensors, Map.of());
    }
    text(to.resolveSibling("config.json"), config);
  }

  private static void text(Path file, String text) {
    AtomicFile.write(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
