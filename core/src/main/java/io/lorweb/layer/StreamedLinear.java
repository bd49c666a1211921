package io.lorweb.layer;

import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * A Linear whose weights rest in a mapped file in the file's own format and are converted into a
 * buffer of the {@link StagingBuffers} each time it computes.
 *
 * @param mapped [out, in], a view on the mapped file
 * @param bias [out] in the compute type, or null for none
 * @param stage lends the buffers
 */
record StreamedLinear(Tensor mapped, Tensor bias, StagingBuffers stage) implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    return stage.with(
        mapped,
        weight -> {
          try (Scope scope = new Scope()) {
            return scope.keep(DenseLinear.apply(x, weight, bias));
          }
        });
  }

  @Override
  public long in() {
    return mapped.size(1);
  }

  @Override
  public long out() {
    return mapped.size(0);
  }
}
