package io.lorweb.vision;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.EncoderStack;
import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.WeightPath;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * SiglipVisionModel, the kind with one fixed resolution: what its attention pooling head makes of
 * all patches (fixture vision-encoders, README; docs/spec/LORWEB.md section 3.5).
 */
public final class Siglip implements ImageEncoder {

  private final VisionConfig config;
  private final Weights weights;
  private final WeightPath root;
  private final PatchEmbedding patches;
  private final Tensor positions; // [patches, D]
  private final EncoderStack encoder;
  private final LayerNorm postNorm;
  private final PoolingHead head;

  public Siglip(VisionConfig config, Weights weights) {
    this(config, weights, weights.root());
  }

  private Siglip(VisionConfig config, Weights weights, WeightPath root) {
    this.config = config;
    this.weights = weights;
    this.root = root;
    int d = config.sizes().hidden();
    WeightPath vision = root.at("vision_model");
    WeightPath embeddings = vision.at("embeddings");
    patches = PatchEmbedding.of(embeddings.at("patch_embedding"), config, true);
    positions = embeddings.tensor("position_embedding.weight", config.patches(), d);
    encoder = new EncoderStack(vision.at("encoder"), config.sizes(), false);
    postNorm = vision.layerNorm("post_layernorm", d, config.sizes().eps());
    head = new PoolingHead(vision.at("head"), config.sizes());
  }

  @Override
  public Siglip watched(ActivationListener watcher) {
    return new Siglip(config, weights, root.watched(watcher));
  }

  @Override
  public VisionConfig config() {
    return config;
  }

  @Override
  public Tensor encode(Tensor pixels) {
    try (Scope scope = new Scope()) {
      Tensor states = postNorm.forward(encoder.forward(embed(pixels)));
      root.watch("last_hidden_state", states);
      return scope.keep(root.watch("pooler_output", head.forward(states)));
    }
  }

  @Override
  public List<Tensor> states(Tensor pixels, int... depths) {
    try (Scope scope = new Scope()) {
      List<Tensor> states = encoder.states(embed(pixels), depths);
      states.forEach(scope::keep);
      return states;
    }
  }

  /** [B, patches, D]. */
  private Tensor embed(Tensor pixels) {
    try (Scope scope = new Scope()) {
      Tensor tokens = patches.forward(root.placement().place(pixels));
      return scope.keep(root.watch("embeddings", tokens.add(positions)));
    }
  }
}
