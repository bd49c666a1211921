package io.lorweb.sample;

import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Rope;
import io.lorweb.layer.ActivationListener;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/** One prompt's way through the model: its constants, and the residual that skipped steps reuse. */
final class Stream {

  private final FluxTransformer transformer;
  private final Tensor text;
  private final Tensor pooled;
  private final Rope rope;
  private Tensor residual;

  Stream(FluxTransformer transformer, Tensor text, Tensor pooled, Rope rope) {
    this.transformer = transformer;
    this.text = text;
    this.pooled = pooled;
    this.rope = rope;
  }

  /**
   * A full step.
   *
   * @param image [1, S + S_ctx, D] embedded
   * @param length S
   * @return [1, S, C]
   */
  Tensor velocity(Tensor image, Tensor sigma, Tensor guidance, long length) {
    return transformer.forward(image, text, pooled, sigma, guidance, rope).narrow(1, 0, length);
  }

  /**
   * A full step after which the residual is kept: the noise tokens after the last block less those
   * before the first.
   *
   * @param owner keeps it
   * @param listener is shown it
   */
  Tensor velocity(
      Tensor image,
      Tensor sigma,
      Tensor guidance,
      long length,
      Arena owner,
      ActivationListener listener) {
    if (residual != null) {
      owner.free(residual);
    }
    try (Scope scope = new Scope()) {
      Tensor activated = transformer.modulation(pooled, sigma, guidance);
      Tensor joined = transformer.blocks(image, text, activated, rope);
      long texts = text.size(1);
      residual = owner.own(joined.narrow(1, texts, length).sub(image.narrow(1, 0, length)));
      listener.see("residual", residual);
      return scope.keep(transformer.head(joined, texts, activated).narrow(1, 0, length));
    }
  }

  /**
   * A skipped step: the kept residual on its own input instead of the blocks.
   *
   * @param tokens [1, S, D] embedded noise tokens
   */
  Tensor skipped(Tensor tokens, Tensor sigma, Tensor guidance) {
    return Scope.of(
        () -> {
          Tensor activated = transformer.modulation(pooled, sigma, guidance);
          return transformer.head(tokens.add(residual), 0, activated);
        });
  }
}
