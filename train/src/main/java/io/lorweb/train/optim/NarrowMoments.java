package io.lorweb.train.optim;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Moments in 8 bits (see {@link NarrowTensor}): two bytes a parameter instead of eight. They are
 * widened, moved and narrowed a few million at a time, so that no wide copy of all ever exists.
 */
final class NarrowMoments implements OptimizerMoments {

  /** Parameters in float32 at once; a multiple of the block. */
  private static final long CHUNK = 4L << 20;

  private final Arena arena = new Arena();
  private final NarrowTensor first;
  private final NarrowTensor second;

  NarrowMoments(Tensor values) {
    first = new NarrowTensor(values, true, arena);
    second = new NarrowTensor(values, false, arena);
  }

  @Override
  public void step(Tensor values, Tensor gradients, AdamW.Step step) {
    long count = values.numel();
    for (long begin = 0; begin < count; begin += CHUNK) {
      long end = Math.min(begin + CHUNK, count);
      try (Scope scope = new Scope()) {
        Tensor g = gradients.narrow(0, begin, end - begin);
        Tensor m = first.read(begin, end).mul_(Tensors.number(step.beta1()));
        m.add_(g, Tensors.number(1 - step.beta1()));
        Tensor v = second.read(begin, end).mul_(Tensors.number(step.beta2()));
        v.addcmul_(g, g, Tensors.number(1 - step.beta2()));
        first.write(begin, m);
        second.write(begin, v);
        Tensor root = v.sqrt_().mul_(Tensors.number(1 / Math.sqrt(step.correction2())));
        root.add_(Tensors.number(step.eps()));
        Tensor p = values.narrow(0, begin, end - begin);
        p.mul_(Tensors.number(1 - step.lr() * step.weightDecay()));
        p.addcdiv_(m, root, Tensors.number(-step.lr() / step.correction1()));
      }
    }
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of(
        "first_moment.codes", first.codes(),
        "first_moment.scales", first.scales(),
        "second_moment.codes", second.codes(),
        "second_moment.scales", second.scales());
  }

  @Override
  public void close() {
    arena.close();
  }
}
