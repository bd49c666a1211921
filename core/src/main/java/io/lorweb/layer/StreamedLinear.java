package io.lorweb.layer;

import io.lorweb.tensor.Scope;
import io.lorweb.weights.Resting;
import org.bytedeco.pytorch.Tensor;

/**
 * A Linear whose weights rest in a mapped file in the file's own format and are widened into a
 * buffer of the {@link StagingBuffers} each time it computes.
 *
 * @param resting [out, in], in the mapped file
 * @param bias [out] in the compute type, or null for none
 * @param stage lends the buffers
 * @param ahead reads what follows
 * @param place in the order of what is read ahead
 */
record StreamedLinear(
    Resting resting, Tensor bias, StagingBuffers stage, ReadAhead ahead, int place)
    implements Linear {

  @Override
  public Tensor forward(Tensor x) {
    ahead.at(place);
    return stage.with(
        resting,
        weight -> {
          try (Scope scope = new Scope()) {
            return scope.keep(DenseLinear.apply(x, weight, bias));
          }
        });
  }

  @Override
  public long in() {
    return resting.shape()[1];
  }

  @Override
  public long out() {
    return resting.shape()[0];
  }
}
