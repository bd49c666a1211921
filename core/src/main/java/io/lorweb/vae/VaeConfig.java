package io.lorweb.vae;

import io.lorweb.config.JsonFile;
import io.lorweb.error.InputException;
import java.util.List;

/**
 * Sizes of an AutoencoderKL (docs/spec/FLUX_KONTEXT.md section 4).
 *
 * @param channels width of each resolution, finest first (128, 256, 512, 512)
 * @param layersPerBlock residual blocks per resolution in the encoder; the decoder has one more
 * @param latentChannels channels of the latents (16)
 * @param groups of every group norm (32)
 * @param midAttention whether the middle block attends
 * @param scale latents are (z - shift) * scale
 * @param shift see scale
 */
public record VaeConfig(
    List<Integer> channels,
    int layersPerBlock,
    int latentChannels,
    int groups,
    boolean midAttention,
    double scale,
    double shift) {

  /** FLUX.1's: 83,819,683 parameters. */
  public static final VaeConfig FLUX =
      new VaeConfig(List.of(128, 256, 512, 512), 2, 16, 32, true, 0.3611, 0.1159);

  public VaeConfig {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || layersPerBlock < 1 || latentChannels < 1 || groups < 1) {
      throw InputException.of(
          "block_out_channels %s, layers_per_block %d, latent_channels %d and norm_num_groups %d"
              + " must all be positive",
          channels, layersPerBlock, latentChannels, groups);
    }
    for (int width : channels) {
      if (width <= 0 || width % groups != 0) {
        throw InputException.of(
            "block_out_channels %s must be multiples of norm_num_groups %d", channels, groups);
      }
    }
  }

  /** Reads {@code vae/config.json}. */
  public static VaeConfig read(JsonFile json) {
    if (json.flag("use_quant_conv", true) || json.flag("use_post_quant_conv", true)) {
      throw InputException.of(
          "%s: use_quant_conv and use_post_quant_conv must be false, as in FLUX", json.where());
    }
    return new VaeConfig(
        json.integers("block_out_channels"),
        json.integer("layers_per_block"),
        json.integer("latent_channels"),
        json.integer("norm_num_groups", 32),
        json.flag("mid_block_add_attention", true),
        json.decimal("scaling_factor"),
        json.decimal("shift_factor", 0));
  }

  /** Pixels along one side of one latent: 8 for FLUX. */
  public int factor() {
    return 1 << (channels.size() - 1);
  }

  /** Width of the coarsest resolution. */
  int deepest() {
    return channels.get(channels.size() - 1);
  }
}
