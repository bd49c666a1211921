package io.lorweb.lora;

import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * A Linear with something added to its bias.
 *
 * @param added [out], the scale applied
 */
record BiasedLinear(Linear base, Tensor added) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor y = base.forward(x);
      return scope.keep(y.add(added.to(y.scalar_type())));
    }
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
