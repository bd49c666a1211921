package io.lorweb.adapt;

import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A frozen Linear with a different mixture for every sample of a batch: A and B are shared, only
 * the coefficients between the two products differ.
 *
 * @param down [N r, in]
 * @param up [N r, out], not folded
 * @param coefficients [batch, N r], each repeated r times
 */
record PerSampleLinear(Linear base, Tensor down, Tensor up, Tensor coefficients) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor y = base.forward(x);
      return scope.keep(mixInto(y, x, down, up, coefficients));
    }
  }

  /** Adds (x down^T * e) up into y; e [batch, R] is spread over the tokens of its sample. */
  static Tensor mixInto(Tensor y, Tensor x, Tensor down, Tensor up, Tensor e) {
    Tensor hidden = torch.linear(x, down); // [batch, tokens, R] or [batch, R]
    Tensor mixed = hidden.mul(x.dim() == 2 ? e : e.unsqueeze(1));
    y.view(-1, up.size(1)).addmm_(mixed.view(-1, up.size(0)), up);
    return y;
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
