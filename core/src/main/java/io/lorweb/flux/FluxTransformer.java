package io.lorweb.flux;

import io.lorweb.layer.Activation;
import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.Adapter;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.MemoryPlan;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.tensor.ThreadCount;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * FluxTransformer2DModel: predicts the velocity of packed latent tokens (docs/spec/FLUX_KONTEXT.md
 * section 3).
 *
 * <p>A transformer is an immutable view over shared {@link Weights}; {@link #adapted} makes another
 * view whose Linears carry something more, at the cost of a few hundred small objects.
 */
public final class FluxTransformer {

  private final FluxConfig config;
  private final Weights weights;
  private final WeightPath root;
  private final Linear xEmbedder;
  private final Linear contextEmbedder;
  private final TimeEmbedding timeEmbedding;
  private final List<DoubleBlock> doubleBlocks = new ArrayList<>();
  private final List<SingleBlock> singleBlocks = new ArrayList<>();
  private final Linear normOut;
  private final Linear projOut;

  public FluxTransformer(FluxConfig config, Weights weights) {
    this(config, weights, weights.root());
  }

  private FluxTransformer(FluxConfig config, Weights weights, WeightPath root) {
    this.config = config;
    this.weights = weights;
    this.root = root;
    int d = config.hidden();
    xEmbedder = root.linear("x_embedder", config.inChannels(), d);
    contextEmbedder = root.linear("context_embedder", config.jointDim(), d);
    timeEmbedding = new TimeEmbedding(root.at("time_text_embed"), config);
    for (int i = 0; i < config.doubleBlocks(); i++) {
      doubleBlocks.add(new DoubleBlock(i, root.at("transformer_blocks").at(i), config));
    }
    for (int i = 0; i < config.singleBlocks(); i++) {
      singleBlocks.add(
          new SingleBlock(
              doubleBlocks.size() + i, root.at("single_transformer_blocks").at(i), config));
    }
    normOut = root.linear("norm_out.linear", d, 2L * d);
    projOut = root.linear("proj_out", d, config.outChannels());
  }

  /** A view of the same weights with {@code adapting} on its Linears; this one stays as it is. */
  public FluxTransformer adapted(Adapter adapting) {
    return new FluxTransformer(config, weights, root.adapted(adapting));
  }

  /** A view of the same weights that shows its intermediate results. */
  public FluxTransformer watched(ActivationListener watcher) {
    return new FluxTransformer(config, weights, root.watched(watcher));
  }

  public FluxConfig config() {
    return config;
  }

  public Weights weights() {
    return weights;
  }

  /**
   * Whether a pass is spent on reading and widening large weights, not on computing alone, so that
   * two passes had better be one.
   */
  public boolean streamedWide() {
    return weights().placement().memory() == MemoryPlan.STREAM
        && config.hidden() >= ThreadCount.WIDE;
  }

  /**
   * The text as the blocks see it; constant over all steps of a run.
   *
   * @param promptEmbeds [B, T, jointDim] T5 states
   * @return [B, T, D]
   */
  public Tensor embedText(Tensor promptEmbeds) {
    return root.watch(
        "context_embedder", contextEmbedder.forward(root.placement().place(promptEmbeds)));
  }

  /** Rotary tables of a sequence: text ids [T, 3], then image ids [S, 3]. */
  public Rope rope(Tensor textIds, Tensor imageIds) {
    Rope rope = Rope.of(Tensors.cat(0, textIds, imageIds), config.axes(), root.placement());
    root.watch("rope.cos", rope.cos());
    root.watch("rope.sin", rope.sin());
    return rope;
  }

  /**
   * Image tokens as the blocks see them; constant over all steps for the context's tokens.
   *
   * @param tokens [B, S, inChannels] packed latents
   * @return [B, S, D]
   */
  public Tensor embedImage(Tensor tokens) {
    return root.watch("x_embedder", xEmbedder.forward(root.placement().place(tokens)));
  }

  /**
   * One forward pass.
   *
   * @param image [B, S, D] from {@link #embedImage}, noise first, context after
   * @param text [B, T, D] from {@link #embedText}
   * @param pooled [B, pooledDim] CLIP text embedding
   * @param timestep [B] sigma in 0..1
   * @param guidance [B] guidance scale, ignored by models without its embedding
   * @param rope from {@link #rope}
   * @return [B, S, outChannels], the velocity of every image token
   */
  public Tensor forward(
      Tensor image, Tensor text, Tensor pooled, Tensor timestep, Tensor guidance, Rope rope) {
    try (Scope scope = new Scope()) {
      Tensor activated = modulation(pooled, timestep, guidance);
      Tensor hidden = blocks(image, text, activated, rope, Attended.OWN);
      return scope.keep(head(hidden, text.size(1), activated));
    }
  }

  /** SiLU(temb) [B, D], from which every block makes its shifts, scales and gates. */
  public Tensor modulation(Tensor pooled, Tensor timestep, Tensor guidance) {
    Tensor temb = timeEmbedding.forward(timestep, guidance, root.placement().place(pooled));
    return Activation.SILU.apply(root.watch("temb", temb));
  }

  /** Double and single blocks together. */
  public int blockCount() {
    return doubleBlocks.size() + singleBlocks.size();
  }

  /**
   * One block alone, for those who compute the model block by block (activation checkpointing).
   *
   * @param index 0 up to {@link #blockCount()}, double blocks first
   * @param joined [B, T + S, D], text first
   * @param texts T
   * @param activated [B, D] from {@link #modulation}
   * @return the same shape as {@code joined}
   */
  public Tensor block(int index, Tensor joined, long texts, Tensor activated, Rope rope) {
    if (index >= doubleBlocks.size()) {
      return singleBlocks
          .get(index - doubleBlocks.size())
          .forward(joined, activated, rope, Attended.OWN);
    }
    return Scope.of(
        () -> {
          Tensor text = joined.narrow(1, 0, texts);
          Tensor image = joined.narrow(1, texts, joined.size(1) - texts);
          DoubleBlock.Streams next =
              doubleBlocks
                  .get(index)
                  .forward(new DoubleBlock.Streams(text, image), activated, rope, Attended.OWN);
          return Tensors.cat(1, next.text(), next.image());
        });
  }

  /**
   * What follows the blocks.
   *
   * @param joined [B, T + S, D]
   * @param texts T
   * @return [B, S, outChannels]
   */
  public Tensor head(Tensor joined, long texts, Tensor activated) {
    return Scope.of(
        () -> {
          Tensor image = joined.narrow(1, texts, joined.size(1) - texts);
          Tensor both = normOut.forward(activated).unsqueeze(1);
          int d = config.hidden();
          Tensor scale = both.narrow(-1, 0, d);
          Tensor shift = both.narrow(-1, d, d);
          Tensor norm = root.watch("norm_out", Modulation.modulate(image, shift, scale));
          return root.watch("sample", projOut.forward(norm));
        });
  }

  /**
   * All blocks; each result is freed as soon as the next block has used it.
   *
   * @param image [B, S, D]
   * @param text [B, T, D]
   * @param activated [B, D] from {@link #modulation}
   * @param attended what the tokens attend to
   * @return [B, T + S, D] of the current scope, text first
   */
  public Tensor blocks(Tensor image, Tensor text, Tensor activated, Rope rope, Attended attended) {
    DoubleBlock.Streams streams = new DoubleBlock.Streams(text, image);
    for (DoubleBlock block : doubleBlocks) {
      DoubleBlock.Streams next = block.forward(streams, activated, rope, attended);
      if (streams.image() != image) {
        Scope.release(streams.text());
        Scope.release(streams.image());
      }
      streams = next;
    }
    Tensor joined = Tensors.cat(1, streams.text(), streams.image());
    for (SingleBlock block : singleBlocks) {
      Tensor next = block.forward(joined, activated, rope, attended);
      Scope.release(joined);
      joined = next;
    }
    return joined;
  }
}
