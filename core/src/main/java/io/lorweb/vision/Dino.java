package io.lorweb.vision;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.EncoderStack;
import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.WeightPath;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.vision.VisionConfig.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Dinov2Model and ViTModel: the class token after the last norm (Caron et al. 2021, Oquab et al.
 * 2023; names as in the Hugging Face format). Squares of other sizes than that of the training get
 * its positions resized, bicubically.
 */
public final class Dino implements ImageEncoder {

  private final VisionConfig config;
  private final Weights weights;
  private final WeightPath root;
  private final PatchEmbedding patches;
  private final Tensor classToken; // [1, 1, D]
  private final Tensor positions; // [1, 1 + patches, D]
  private final EncoderStack encoder;
  private final LayerNorm norm;

  public Dino(VisionConfig config, Weights weights) {
    this(config, weights, weights.root());
  }

  private Dino(VisionConfig config, Weights weights, WeightPath root) {
    this.config = config;
    this.weights = weights;
    this.root = root;
    int d = config.sizes().hidden();
    WeightPath model = model(root, config.family());
    WeightPath embeddings = model.at("embeddings");
    patches = PatchEmbedding.of(embeddings.at("patch_embeddings.projection"), config, true);
    classToken = embeddings.tensor("cls_token", 1, 1, d);
    positions = embeddings.tensor("position_embeddings", 1, 1L + config.patches(), d);
    List<UnaryOperator<Tensor>> blocks = new ArrayList<>();
    for (int i = 0; i < config.sizes().layers(); i++) {
      WeightPath block = model.at("encoder.layer").at(i);
      blocks.add(
          config.family() == Family.DINOV2
              ? DinoBlock.dinov2(block, config.sizes())
              : DinoBlock.vit(block, config.sizes()));
    }
    encoder = new EncoderStack(blocks);
    norm = model.layerNorm("layernorm", d, config.sizes().eps());
  }

  /** Classifiers have the model one step further down. */
  private static WeightPath model(WeightPath root, Family family) {
    String inner = family == Family.DINOV2 ? "dinov2" : "vit";
    return root.has(inner + ".embeddings.cls_token") ? root.at(inner) : root;
  }

  @Override
  public Dino watched(ActivationListener watcher) {
    return new Dino(config, weights, root.watched(watcher));
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
      return scope.keep(root.watch("pooler_output", norm.forward(states.select(1, 0))));
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
      Tensor first = classToken.expand(tokens.size(0), 1, tokens.size(2));
      long grid = pixels.size(2) / config.patchSize();
      Tensor x = Tensors.cat(1, first, tokens).add(positions(grid));
      return scope.keep(root.watch("embeddings", x));
    }
  }

  /** Positions of a grid x grid of patches: [1, 1 + grid grid, D]. */
  private Tensor positions(long grid) {
    long own = config.imageSize() / config.patchSize();
    if (grid == own) {
      return positions;
    }
    long d = positions.size(2);
    Tensor square = positions.narrow(1, 1, own * own).view(1, own, own, d).permute(0, 3, 1, 2);
    Tensor resized =
        torch.upsample_bicubic2d(
            square.to(ScalarType.Float),
            new long[] {grid, grid},
            false,
            new DoubleOptional(),
            new DoubleOptional());
    return Tensors.cat(
        1,
        positions.narrow(1, 0, 1),
        resized.to(positions.scalar_type()).flatten(2, 3).transpose(1, 2));
  }
}
