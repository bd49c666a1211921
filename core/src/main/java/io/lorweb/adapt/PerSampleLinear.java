package io.lorweb.adapt;

import io.lorweb.layer.Dropout;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.DType;
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
   * place without going through a view, which the engine's gradients would pay for. An adapter that
   * has another format than the base's result (float32 parameters being trained on a 16-bit model,
   * bf16 products between float32 activations) computes in its own.
   */
  static Tensor mix(Linear base, Tensor x, Tensor z, Tensor down, Tensor up, Tensor e) {
    Tensor y = base.forward(x.reshape(-1, x.size(-1)));
    Tensor hidden =
        torch.linear(z.to(down.scalar_type()), down); // [batch, tokens, R] or [batch, R]
    Tensor each = e.to(hidden.scalar_type());
    Tensor mixed = hidden.mul(x.dim() == 2 ? each : each.unsqueeze(1)).view(-1, up.size(0));
    return add(y, mixed, up).view(shape(x, up.size(1)));
  }

  /** y + hidden up, in place. */
  static Tensor add(Tensor y, Tensor hidden, Tensor up) {
    return DType.of(y.scalar_type()) == DType.of(up.scalar_type())
        ? y.addmm_(hidden, up)
        : y.add_(hidden.matmul(up).to(y.scalar_type()));
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
