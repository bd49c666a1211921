package io.lorweb.lora;

import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A Linear with a DoRA: y + s (W' x - W x), W' = V with other lengths of its rows or columns
 * (docs/spec/CHECKPOINTS.md 8.4). What others have put on the Linear stays as it is.
 *
 * @param base with what others have put on it
 * @param frozen the model's own
 * @param bias of {@code frozen}, [out]
 * @param change V - W
 * @param gain m / |V|: [out] for rows, [in] for columns
 * @param columns whether it is of columns
 */
record DoraLinear(
    Linear base,
    Linear frozen,
    Tensor bias,
    Change change,
    Tensor gain,
    boolean columns,
    double scale)
    implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor y = base.forward(x);
      Tensor wide = x.to(gain.scalar_type());
      Tensor own = frozen.forward(x).to(gain.scalar_type()).sub(bias);
      Tensor seen = columns ? wide.mul(gain) : wide;
      Tensor sum =
          (columns
                  ? frozen.forward(seen.to(x.scalar_type())).to(gain.scalar_type()).sub(bias)
                  : own)
              .add(ChangedLinear.beside(change, seen));
      Tensor difference = (columns ? sum : sum.mul(gain)).sub(own);
      return scope.keep(y.add(Tensors.times(difference, scale).to(y.scalar_type())));
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
