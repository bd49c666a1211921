package io.lorweb.sample;

import io.lorweb.flux.Attended;
import io.lorweb.layer.ActivationListener;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A way on which some steps do without the blocks: they add what the blocks added in the last full
 * step.
 */
final class SkippingStream implements Stream {

  private final Told told;
  private final List<Integer> skipped;
  private final ActivationListener listener;
  private final Arena owner;
  private Tensor residual;

  /**
   * @param skipped numbers of these steps, from 2
   * @param listener is shown {@code residual} [1, S, D] in every full step
   * @param owner keeps the residual
   */
  SkippingStream(Told told, List<Integer> skipped, ActivationListener listener, Arena owner) {
    this.told = told;
    this.skipped = skipped;
    this.listener = listener;
    this.owner = owner;
  }

  @Override
  public Tensor velocity(Pass pass) {
    return skipped.contains(pass.step() + 1) ? skipped(pass) : full(pass);
  }

  /** The residual is that of the noise tokens: after the last block less before the first. */
  private Tensor full(Pass pass) {
    if (residual != null) {
      owner.free(residual);
    }
    try (Scope scope = new Scope()) {
      Tensor activated = told.modulation(pass);
      Tensor joined =
          told.transformer()
              .blocks(pass.image(), told.text(), activated, told.rope(), Attended.OWN);
      long texts = told.text().size(1);
      long length = pass.tokens().size(1);
      residual = owner.own(joined.narrow(1, texts, length).sub(pass.tokens()));
      listener.see("residual", residual);
      return scope.keep(told.transformer().head(joined, texts, activated).narrow(1, 0, length));
    }
  }

  private Tensor skipped(Pass pass) {
    return Scope.of(
        () -> told.transformer().head(pass.tokens().add(residual), 0, told.modulation(pass)));
  }
}
