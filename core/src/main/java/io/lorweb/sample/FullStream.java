package io.lorweb.sample;

import io.lorweb.flux.Attended;
import org.bytedeco.pytorch.Tensor;

/**
 * A way on which every step computes every token.
 *
 * @param told the prompt
 */
record FullStream(Told told) implements Stream {

  @Override
  public Tensor velocity(Pass pass) {
    return told.velocity(pass.image(), told.rope(), pass, pass.tokens().size(1), Attended.OWN);
  }
}
