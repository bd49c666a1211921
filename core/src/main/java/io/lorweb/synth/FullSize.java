package io.lorweb.synth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.basis.BasisConfig;
import io.lorweb.config.JsonFile;
import io.lorweb.flux.FluxConfig;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.layer.Weights;
import io.lorweb.model.EmbeddedModel;
import io.lorweb.model.ModelFolder;
import io.lorweb.tensor.Placement;
import io.lorweb.text.ClipTextConfig;
import io.lorweb.text.ClipTextModel;
import io.lorweb.text.T5Config;
import io.lorweb.text.T5Encoder;
import io.lorweb.vae.Autoencoder;
import io.lorweb.vae.VaeConfig;
import io.lorweb.vision.ImageEncoder;
import io.lorweb.vision.VisionConfig;
import io.lorweb.weights.ShapeRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.global.torch;

/**
 * A FLUX.1-Kontext-dev folder of random values with T5-XXL, CLIP-L and CLIP-L vision, and the
 * paper's adapter: every tensor of the real sizes (docs/spec/FLUX_KONTEXT.md sections 1 to 6).
 *
 * @param doubleBlocks 19 for the real size, fewer for a cut
 * @param singleBlocks 38 for the real size, fewer for a cut
 */
public record FullSize(int doubleBlocks, int singleBlocks) {

  private static final String TRANSFORMER =
      """
      {"_class_name": "FluxTransformer2DModel", "attention_head_dim": 128, "guidance_embeds": true,
       "in_channels": 64, "joint_attention_dim": 4096, "num_attention_heads": 24, "patch_size": 1,
       "pooled_projection_dim": 768, "axes_dims_rope": [16, 56, 56]}
      """;
  private static final String VAE =
      """
      {"_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512],
       "layers_per_block": 2, "latent_channels": 16, "norm_num_groups": 32,
       "scaling_factor": 0.3611, "shift_factor": 0.1159, "mid_block_add_attention": true,
       "use_quant_conv": false, "use_post_quant_conv": false}
      """;
  private static final String CLIP_TEXT =
      """
      {"model_type": "clip_text_model", "eos_token_id": 2, "hidden_act": "quick_gelu",
       "hidden_size": 768, "intermediate_size": 3072, "layer_norm_eps": 1e-05,
       "max_position_embeddings": 77, "num_attention_heads": 12, "num_hidden_layers": 12,
       "vocab_size": 49408}
      """;
  private static final String T5 =
      """
      {"model_type": "t5", "d_ff": 10240, "d_kv": 64, "d_model": 4096,
       "feed_forward_proj": "gated-gelu", "dense_act_fn": "gelu_new", "is_gated_act": true,
       "layer_norm_epsilon": 1e-06, "num_heads": 64, "num_layers": 24,
       "relative_attention_max_distance": 128, "relative_attention_num_buckets": 32,
       "vocab_size": 32128}
      """;
  private static final String CLIP_VISION =
      """
      {"model_type": "clip_vision_model", "hidden_act": "quick_gelu", "hidden_size": 1024,
       "image_size": 224, "intermediate_size": 4096, "layer_norm_eps": 1e-05,
       "num_attention_heads": 16, "num_hidden_layers": 24, "patch_size": 14,
       "projection_dim": 768}
      """;
  private static final String SCHEDULER =
      """
      {"_class_name": "FlowMatchEulerDiscreteScheduler", "base_image_seq_len": 256,
       "base_shift": 0.5, "max_image_seq_len": 4096, "max_shift": 1.15,
       "num_train_timesteps": 1000, "shift": 3.0, "use_dynamic_shifting": true}
      """;
  private static final String INDEX =
      """
      {"_class_name": "FluxKontextPipeline"}
      """;

  /** Three CLIP-L embeddings side by side. */
  private static final long QUERY_WIDTH = 3 * 768;

  /** Writes the folder; about 34 GB at the real size, and 1.7 GB for the adapter in it. */
  public void write(Path folder, SyntheticModel.Listener listener) {
    torch.manual_seed(0);
    SyntheticModel.json(folder.resolve("model_index.json"), SyntheticModel.json(INDEX));
    SyntheticModel.json(
        folder.resolve("scheduler/scheduler_config.json"), SyntheticModel.json(SCHEDULER));
    tokenizers(folder);
    ObjectNode transformer = SyntheticModel.json(TRANSFORMER);
    transformer.put("num_layers", doubleBlocks);
    transformer.put("num_single_layers", singleBlocks);
    part(
        folder.resolve("vae"),
        "diffusion_pytorch_model",
        SyntheticModel.json(VAE),
        (json, weights) -> new Autoencoder(VaeConfig.read(json), weights),
        new ShapeRecorder(),
        listener);
    part(
        folder.resolve("text_encoder"),
        "model",
        SyntheticModel.json(CLIP_TEXT),
        (json, weights) -> new ClipTextModel(ClipTextConfig.read(json), weights),
        new ShapeRecorder().also("text_model.embeddings.token_embedding.weight", 49408, 768),
        listener);
    part(
        folder.resolve("image_encoder"),
        "model",
        SyntheticModel.json(CLIP_VISION),
        (json, weights) -> ImageEncoder.of(VisionConfig.read(json), weights),
        new ShapeRecorder(),
        listener);
    part(
        folder.resolve("text_encoder_2"),
        "model",
        SyntheticModel.json(T5),
        (json, weights) -> new T5Encoder(T5Config.read(json), weights),
        new ShapeRecorder().also("shared.weight", 32128, 4096),
        listener);
    part(
        folder.resolve("transformer"),
        "diffusion_pytorch_model",
        transformer,
        (json, weights) -> new FluxTransformer(FluxConfig.read(json), weights),
        new ShapeRecorder(),
        listener);
    adapter(folder.resolve("adapter/lorweb.safetensors"), transformer, listener);
    SyntheticModel.json(
        folder.resolve("lorweb.json"),
        SyntheticModel.json(
            "{\"name\": \"synthetic full size\", \"adapter\": \"adapter/lorweb.safetensors\","
                + " \"image_encoder\": \"image_encoder\"}"));
  }

  private static void part(
      Path folder,
      String base,
      ObjectNode config,
      BiConsumer<JsonFile, Weights> build,
      ShapeRecorder recorder,
      SyntheticModel.Listener listener) {
    SyntheticModel.json(folder.resolve("config.json"), config);
    SyntheticModel.weights(folder, base, shapes(config, build, recorder), listener);
  }

  private static Map<String, long[]> shapes(
      ObjectNode config, BiConsumer<JsonFile, Weights> build, ShapeRecorder recorder) {
    try (Weights weights = new Weights(recorder, Placement.CPU_FP32)) {
      build.accept(JsonFile.of("config.json", config), weights);
      return new TreeMap<>(recorder.shapes());
    }
  }

  /** The paper's adapter (N = 32, r = 4, d = 128, Q = 2304) in fp16. */
  private static void adapter(Path file, ObjectNode config, SyntheticModel.Listener listener) {
    try (Weights weights = new Weights(new ShapeRecorder(), Placement.CPU_FP32)) {
      FluxTransformer transformer =
          new FluxTransformer(FluxConfig.read(JsonFile.of("config.json", config)), weights);
      listener.wrote(
          file, SyntheticAdapter.write(file, transformer, BasisConfig.PAPER, QUERY_WIDTH));
    }
  }

  /** The embedded model's tokenizers: their ids are valid in the larger vocabularies. */
  private static void tokenizers(Path folder) {
    Path embedded = EmbeddedModel.folder(ModelFolder.EMBEDDED);
    for (String name : new String[] {"tokenizer", "tokenizer_2"}) {
      try (var files = Files.list(embedded.resolve(name))) {
        Files.createDirectories(folder.resolve(name));
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(
              file,
              folder.resolve(name).resolve(file.getFileName()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
