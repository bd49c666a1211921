package io.lorweb.adapt;

import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A frozen Linear with a LoRA beside it: two thin products, the second one added into the base's
 * result in place. Its cost depends on the rank R only.
 */
record LowRankLinear(Linear base, LowRank lora) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor y = base.forward(x);
      Tensor hidden = torch.linear(x, lora.down()); // [..., R]
      y.view(-1, out()).addmm_(hidden.view(-1, lora.rank()), lora.up());
      return scope.keep(y);
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
