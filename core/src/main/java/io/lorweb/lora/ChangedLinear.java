package io.lorweb.lora;

import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A Linear with a change of its weight beside it, computed from its factors at every call: what
 * rests is as small as in the file.
 */
record ChangedLinear(Linear base, Change change, double scale) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor y = base.forward(x);
      return scope.keep(y.add(Tensors.times(beside(change, x), scale).to(y.scalar_type())));
    }
  }

  /** x times the change, in the change's format. */
  static Tensor beside(Change change, Tensor x) {
    if (change instanceof Change.Product product) {
      Tensor hidden = torch.linear(x.to(product.down().scalar_type()), product.down());
      return torch.linear(hidden, product.up());
    }
    Tensor weight = change.weight();
    return torch.linear(x.to(weight.scalar_type()), weight);
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
