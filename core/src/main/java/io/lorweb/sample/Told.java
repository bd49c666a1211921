package io.lorweb.sample;

import io.lorweb.flux.Attended;
import io.lorweb.flux.FluxTransformer;
import io.lorweb.flux.Rope;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * One prompt as the transformer takes it; constant over a run.
 *
 * @param transformer the model
 * @param text [1, T, D] embedded
 * @param pooled [1, pooledDim]
 * @param rope of text, noise and context
 */
record Told(FluxTransformer transformer, Tensor text, Tensor pooled, Rope rope) {

  Tensor modulation(Pass pass) {
    return transformer.modulation(pooled, pass.sigma(), pass.guidance());
  }

  /**
   * The velocity of the first {@code length} of some image tokens.
   *
   * @param image [1, S', D]
   * @param places their rope
   * @return [1, length, C]
   */
  Tensor velocity(Tensor image, Rope places, Pass pass, long length, Attended attended) {
    try (Scope scope = new Scope()) {
      Tensor activated = modulation(pass);
      Tensor joined = transformer.blocks(image, text, activated, places, attended);
      return scope.keep(transformer.head(joined, text.size(1), activated).narrow(1, 0, length));
    }
  }
}
