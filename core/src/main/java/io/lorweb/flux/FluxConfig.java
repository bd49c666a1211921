package io.lorweb.flux;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import java.util.List;

/**
 * Sizes of a FluxTransformer2DModel (docs/spec/FLUX_KONTEXT.md section 3.1).
 *
 * @param inChannels width of one packed latent token (64 for FLUX)
 * @param outChannels width of one predicted token
 * @param doubleBlocks blocks with separate text and image streams (19)
 * @param singleBlocks blocks over the joined sequence (38)
 * @param heads attention heads (24)
 * @param headDim width of one head (128)
 * @param jointDim width of the T5 states (4096)
 * @param pooledDim width of the pooled CLIP text embedding (768)
 * @param guidance whether the guidance scale is embedded
 * @param axes rotary dimensions of the three position axes; they add up to headDim
 */
public record FluxConfig(
    int inChannels,
    int outChannels,
    int doubleBlocks,
    int singleBlocks,
    int heads,
    int headDim,
    int jointDim,
    int pooledDim,
    boolean guidance,
    List<Integer> axes) {

  /** FLUX.1-Kontext-dev: 11,901,408,320 parameters. */
  public static final FluxConfig KONTEXT_DEV =
      new FluxConfig(64, 64, 19, 38, 24, 128, 4096, 768, true, List.of(16, 56, 56));

  public FluxConfig {
    axes = List.copyOf(axes);
    positive("in_channels", inChannels);
    positive("out_channels", outChannels);
    positive("num_attention_heads", heads);
    positive("attention_head_dim", headDim);
    positive("joint_attention_dim", jointDim);
    positive("pooled_projection_dim", pooledDim);
    if (doubleBlocks < 0 || singleBlocks < 0 || doubleBlocks + singleBlocks == 0) {
      throw InputException.of(
          "num_layers %d and num_single_layers %d must add up to at least one block",
          doubleBlocks, singleBlocks);
    }
    if (axes.size() != 3 || axes.stream().anyMatch(axis -> axis <= 0 || axis % 2 != 0)) {
      throw InputException.of("axes_dims_rope %s must be three even positive numbers", axes);
    }
    if (axes.stream().mapToInt(Integer::intValue).sum() != headDim) {
      throw InputException.of(
          "attention_head_dim %d does not equal the sum of axes_dims_rope %s", headDim, axes);
    }
  }

  /** Reads {@code transformer/config.json}. */
  public static FluxConfig read(JsonFile json) {
    int in = json.integer("in_channels");
    if (json.integer("patch_size", 1) != 1) {
      throw InputException.of("%s: only patch_size 1 is supported", json.where());
    }
    try {
      return new FluxConfig(
          in,
          json.integer("out_channels", in),
          json.integer("num_layers"),
          json.integer("num_single_layers"),
          json.integer("num_attention_heads"),
          json.integer("attention_head_dim"),
          json.integer("joint_attention_dim"),
          json.integer("pooled_projection_dim"),
          json.flag("guidance_embeds", false),
          json.has("axes_dims_rope") ? json.integers("axes_dims_rope") : List.of(16, 56, 56));
    } catch (InputException e) {
      throw e.getMessage().startsWith(json.where())
          ? e
          : new InputException(json.where() + ": " + e.getMessage(), e);
    }
  }

  /** Width D of the hidden states, heads * headDim. */
  public int hidden() {
    return heads * headDim;
  }

  /** Width of the feed-forward layers. */
  public int feedForward() {
    return 4 * hidden();
  }

  /** How many Linears carry an adapter: 14 a double block, 6 a single block (494 in FLUX). */
  public int adaptedLinears() {
    return 14 * doubleBlocks + 6 * singleBlocks;
  }

  private static void positive(String key, int value) {
    if (value <= 0) {
      throw InputException.of("%s is %d but must be positive", key, value);
    }
  }
}
