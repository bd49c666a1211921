package io.lorweb.adapt;

import io.lorweb.layer.Dropout;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A frozen Linear with a LoRA beside it: two thin products, the second one added into the base's
 * result in place. Its cost depends on the rank R only.
 *
 * @param dropout on what the LoRA sees, not the base
 */
public record LowRankLinear(Linear base, LowRank lora, Dropout dropout) implements Linear {

  LowRankLinear(Linear base, LowRank lora) {
    this(base, lora, Dropout.NONE);
  }

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor rows = x.reshape(-1, in()); // flat, so that nothing is changed through a view
      Tensor y = base.forward(rows);
      Tensor seen = dropout.apply(rows).to(lora.down().scalar_type());
      Tensor sum = PerSampleLinear.add(y, torch.linear(seen, lora.down()), lora.up());
      return scope.keep(sum.view(PerSampleLinear.shape(x, out())));
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
