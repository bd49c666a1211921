package io.lorweb.vision;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.EncoderStack;
import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * CLIPVisionModelWithProjection: the projected class token (docs/spec/FLUX_KONTEXT.md section 6).
 * The file may hold the whole CLIP; what belongs to the text is left alone.
 */
public final class ClipVision implements ImageEncoder {

  private final VisionConfig config;
  private final Weights weights;
  private final WeightPath root;
  private final PatchEmbedding patches;
  private final Tensor classToken; // [D]
  private final Tensor positions; // [1 + patches, D]
  private final LayerNorm preNorm;
  private final EncoderStack encoder;
  private final LayerNorm postNorm;
  private final Linear projection;

  public ClipVision(VisionConfig config, Weights weights) {
    this(config, weights, weights.root());
  }

  private ClipVision(VisionConfig config, Weights weights, WeightPath root) {
    this.config = config;
    this.weights = weights;
    this.root = root;
    int d = config.sizes().hidden();
    double eps = config.sizes().eps();
    WeightPath vision = root.at("vision_model");
    WeightPath embeddings = vision.at("embeddings");
    patches = PatchEmbedding.of(embeddings.at("patch_embedding"), config, false);
    classToken = embeddings.tensor("class_embedding", d);
    positions = embeddings.tensor("position_embedding.weight", 1L + config.patches(), d);
    preNorm = vision.layerNorm("pre_layrnorm", d, eps); // sic
    encoder = new EncoderStack(vision.at("encoder"), config.sizes(), false);
    postNorm = vision.layerNorm("post_layernorm", d, eps);
    projection = root.linearWithoutBias("visual_projection", d, config.width());
  }

  @Override
  public ClipVision watched(ActivationListener watcher) {
    return new ClipVision(config, weights, root.watched(watcher));
  }

  @Override
  public VisionConfig config() {
    return config;
  }

  @Override
  public Tensor encode(Tensor pixels) {
    try (Scope scope = new Scope()) {
      Tensor states = encoder.forward(embed(pixels));
      root.watch("last_hidden_state", states);
      Tensor pooled = postNorm.forward(states.select(1, 0));
      return scope.keep(root.watch("image_embeds", projection.forward(pooled)));
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

  /** [B, 1 + patches, D], the class token first. */
  private Tensor embed(Tensor pixels) {
    try (Scope scope = new Scope()) {
      Tensor tokens = patches.forward(root.placement().place(pixels));
      Tensor first = classToken.view(1, 1, -1).expand(tokens.size(0), 1, tokens.size(2));
      Tensor x = Tensors.cat(1, first, tokens).add(positions);
      return scope.keep(preNorm.forward(root.watch("embeddings", x)));
    }
  }
}
