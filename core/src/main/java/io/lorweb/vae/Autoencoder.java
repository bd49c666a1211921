package io.lorweb.vae;

import io.lorweb.layer.ActivationListener;
import io.lorweb.layer.Weights;
import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * AutoencoderKL as FLUX uses it: pictures to latents and back (docs/spec/FLUX_KONTEXT.md section
 * 4).
 *
 * <p>Latents here are always "as the flow model sees them": (z - shift) * scale.
 */
public final class Autoencoder {

  private final VaeConfig config;
  private final Placement placement;
  private final Weights weights;
  private final Encoder encoder;
  private final Decoder decoder;

  public Autoencoder(VaeConfig config, Weights weights) {
    this(config, weights, ActivationListener.NONE);
  }

  private Autoencoder(VaeConfig config, Weights weights, ActivationListener watcher) {
    this.config = config;
    this.weights = weights;
    this.placement = weights.placement();
    encoder = new Encoder(weights.root().watched(watcher).at("encoder"), config);
    decoder = new Decoder(weights.root().watched(watcher).at("decoder"), config);
  }

  /** The same model, showing its intermediate results. */
  public Autoencoder watched(ActivationListener watcher) {
    return new Autoencoder(config, weights, watcher);
  }

  public VaeConfig config() {
    return config;
  }

  /** Where and in which format it computes. */
  public Placement placement() {
    return placement;
  }

  /**
   * Raw moments of the unscaled latents.
   *
   * @param image [B, 3, H, W] in [-1, 1]; sides that are no multiples of the factor are cut by the
   *     strided convolutions
   * @return [B, 2 L, h, w]
   */
  public Tensor rawMoments(Tensor image) {
    return encoder.forward(placement.place(image));
  }

  /** The posterior of the unscaled latents; image as in {@link #rawMoments}. */
  public Posterior moments(Tensor image) {
    return Posterior.of(rawMoments(image));
  }

  /** The picture's most likely latents, scaled. */
  public Tensor encode(Tensor image) {
    return Scope.of(() -> scaled(moments(image).mode()));
  }

  /** (z - shift) * scale. */
  public Tensor scaled(Tensor z) {
    return Tensors.times(Tensors.plus(z, -config.shift()), config.scale());
  }

  /**
   * @param latents [B, L, h, w], scaled
   * @return [B, 3, H, W], about [-1, 1], not clamped
   */
  public Tensor decode(Tensor latents) {
    return Scope.of(
        () ->
            decoder.forward(
                Tensors.plus(
                    Tensors.times(placement.place(latents), 1 / config.scale()), config.shift())));
  }

  /** As {@link #decode}, in overlapping tiles when the picture is larger than {@code tiling}. */
  public Tensor decode(Tensor latents, Tiling tiling) {
    return tiling.decode(this, latents);
  }
}
