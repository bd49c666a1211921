package io.lorweb.adapt;

import io.lorweb.basis.BasisConfig;
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
public record InternalLinear(
    Linear base,
    InternalQuery query,
    Routing routing,
    Tensor matrix,
    long size,
    Tensor down,
    Tensor up)
    implements Linear {

  /** A Linear at {@code path} that routes its own input as {@code config} says. */
  public static InternalLinear of(
      Linear base, String path, BasisConfig config, Tensor matrix, Tensor down, Tensor up) {
    return new InternalLinear(
        base,
        InternalQuery.of(path, config.query(), config.pooling()),
        config.routing(),
        matrix,
        config.lorasNum(),
        down,
        up);
  }

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor e = MountedBasis.repeat(coefficients(x), down.size(0) / size);
      return scope.keep(PerSampleLinear.mix(base, x, x, down, up, e));
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
