package io.lorweb.gradient;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Rope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * What one forward pass of training sees: a batch of noisy targets beside their contexts.
 *
 * @param noisy [B, S, C] packed, (1 - sigma) x0 + sigma noise
 * @param velocity [B, S, C] packed, noise - x0: what the model should say
 * @param context [B, S_ctx, C] packed latents of the context pictures
 * @param states [B, T, jointDim] T5 states
 * @param pooled [B, pooledDim] CLIP text
 * @param sigma [B] timestep / 1000
 * @param guidance [B]
 * @param rope of text, noise and context positions
 */
public record FlowInput(
    Tensor noisy,
    Tensor velocity,
    Tensor context,
    Tensor states,
    Tensor pooled,
    Tensor sigma,
    Tensor guidance,
    Rope rope) {

  /** S, tokens that are generated. */
  public long tokens() {
    return noisy.size(1);
  }

  /** What {@code model} says the velocity is: [B, S, C]. */
  public Tensor predicted(FluxTransformer model) {
    Tensor image = model.embedImage(Tensors.cat(1, noisy, context));
    Tensor text = model.embedText(states);
    return model.forward(image, text, pooled, sigma, guidance, rope).narrow(1, 0, tokens());
  }
}
