package io.lorweb.adapt;

import io.lorweb.layer.Dropout;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A frozen Linear with a different mixture for every sample of a batch: A and B are shared, only
 * the coefficients between the two products differ. Training uses it, too: gradients flow to all
 * three.
 *
 * @param down [N r, in]
 * @param up [N r, out], not folded
 * @param coefficients [batch, N r], each repeated r times
 * @param dropout on what the mixture sees, not the base
 */
public record PerSampleLinear(
    Linear base, Tensor down, Tensor up, Tensor coefficients, Dropout dropout) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      return scope.keep(mix(base, x, dropout.apply(x), down, up, coefficients));
    }
  }

  /**
   * base(x) + (z down^T * e) up; z is x or x with some inputs dropped, e [batch, R] is spread over
   * the tokens of its sample. The base's rows are made flat, so that the sum goes into them in
   * place without going through a view, which the engine's gradients would pay for.
   */
  static Tensor mix(Linear base, Tensor x, Tensor z, Tensor down, Tensor up, Tensor e) {
    Tensor y = base.forward(x.reshape(-1, x.size(-1)));
    Tensor hidden = torch.linear(z, down); // [batch, tokens, R] or [batch, R]
    Tensor mixed = hidden.mul(x.dim() == 2 ? e : e.unsqueeze(1));
    return y.addmm_(mixed.view(-1, up.size(0)), up).view(shape(x, up.size(1)));
  }

  /** The shape of x with another width. */
  static long[] shape(Tensor x, long width) {
    long[] shape = x.shape();
    shape[shape.length - 1] = width;
    return shape;
  }

  @Override
  public long in() {
    return base.in();
  }

  @Override
  public long out() {
    return base.out();
  }
}
