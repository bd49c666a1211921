package io.lorweb.sample;

import io.lorweb.flux.Attended;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Away from the negative prompt in one pass of both: what is streamed is read and widened once in a
 * step.
 *
 * @param both the prompt, then the negative one: text [2, T, D], pooled [2, pooledDim]
 * @param cfg scale of the difference between their velocities
 */
record PairedStream(Told both, double cfg) implements Stream {

  /** Of two prompts of the same length. */
  static PairedStream of(Told towards, Told away, double cfg) {
    return new PairedStream(
        new Told(
            towards.transformer(),
            Tensors.cat(0, towards.text(), away.text()),
            Tensors.cat(0, towards.pooled(), away.pooled()),
            towards.rope()),
        cfg);
  }

  @Override
  public Tensor velocity(Pass pass) {
    Pass twice =
        new Pass(
            twice(pass.tokens()),
            twice(pass.context()),
            twice(pass.sigma()),
            twice(pass.guidance()),
            pass.step());
    Tensor velocities =
        both.velocity(twice.image(), both.rope(), twice, pass.tokens().size(1), Attended.OWN);
    return GuidedStream.guided(velocities.narrow(0, 0, 1), velocities.narrow(0, 1, 1), cfg);
  }

  private static Tensor twice(Tensor one) {
    return Tensors.cat(0, one, one);
  }
}
