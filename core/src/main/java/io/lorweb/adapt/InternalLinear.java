package io.lorweb.adapt;

import io.lorweb.basis.Router;
import io.lorweb.basis.Routing;
import io.lorweb.layer.Linear;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A frozen Linear that routes its own input at every call.
 *
 * @param matrix folded keys and projection, [H N, in]
 * @param size N
 * @param down [N r, in]
 * @param up [N r, out], not folded
 */
record InternalLinear(
    Linear base,
    InternalQuery query,
    Routing routing,
    Tensor matrix,
    long size,
    Tensor down,
    Tensor up)
    implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor y = base.forward(x);
      Tensor e = MountedBasis.repeat(coefficients(x), down.size(0) / size);
      return scope.keep(PerSampleLinear.mixInto(y, x, down, up, e));
    }
  }

  /** [B, N]. */
  Tensor coefficients(Tensor x) {
    Tensor logits = torch.linear(query.of(x), matrix); // [B, H N]
    return Router.reduce(logits.view(x.size(0), routing.heads(), size), routing);
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
