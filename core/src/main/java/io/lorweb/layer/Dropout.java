package io.lorweb.layer;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Zeroes a share of a layer's inputs while it is trained and scales the rest up. Which ones follows
 * from the seed, so that computing a block a second time for its gradients drops the same ones.
 *
 * @param share of the inputs that are zeroed, in [0, 1)
 * @param seed of this layer in this step
 */
public record Dropout(double share, long seed) {

  /** Leaves everything as it is. */
  public static final Dropout NONE = new Dropout(0, 0);

  public Dropout {
    if (!(share >= 0 && share < 1)) {
      throw InputException.of("dropout is %s but must lie in [0, 1)", share);
    }
  }

  /** The dropout of one layer among many: the same share, a seed of its own. */
  public Dropout at(String path) {
    return new Dropout(share, seed ^ ((long) path.hashCode() << 32 | path.length()));
  }

  /** x with its share dropped, any shape. */
  public Tensor apply(Tensor x) {
    if (share == 0) {
      return x;
    }
    Generator generator = torch.make_generator_cpu(seed);
    Tensor kept = torch.empty(x.shape()).bernoulli_(1 - share, new GeneratorOptional(generator));
    return x.mul(Tensors.times(kept, 1 / (1 - share)).to(x.device(), x.scalar_type()));
  }
}
