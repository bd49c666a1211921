package io.lorweb.layer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A Linear whose weights are resident as they are used.
 *
 * @param weight [out, in]
 * @param bias [out], or null for none
 */
public record DenseLinear(Tensor weight, Tensor bias) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    return apply(x, weight, bias);
  }

  /** The product in the weight's format, its result and the bias in that of {@code x}. */
  static Tensor apply(Tensor x, Tensor weight, Tensor bias) {
    if (x.scalar_type().value != weight.scalar_type().value) {
      Tensor product = torch.linear(x.to(weight.scalar_type()), weight).to(x.scalar_type());
      return bias == null ? product : product.add_(bias);
    }
    return bias == null
        ? torch.linear(x, weight)
        : torch.linear(x, weight, new TensorOptional(bias));
  }

  @Override
  public long in() {
    return weight.size(1);
  }

  @Override
  public long out() {
    return weight.size(0);
  }
}
