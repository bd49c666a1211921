package io.lorweb.train.loop;

import io.lorweb.error.InputException;
import io.lorweb.train.optim.Parameters;
import io.lorweb.weights.TensorSource;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Hands a model the parameters that are being trained in place of a file's tensors: a float32 model
 * on the CPU keeps them as they are, so that its gradients reach them.
 *
 * @param frozen tensors of the same models that do not learn
 * @param prefix of the model's names where several models learn together
 */
record ParameterSource(Parameters parameters, Map<String, Tensor> frozen, String prefix)
    implements TensorSource {

  @Override
  public boolean has(String name) {
    return learns(name) || frozen.containsKey(prefix + name);
  }

  @Override
  public Tensor tensor(String name, long... shape) {
    if (has(name)) {
      Tensor found = learns(name) ? parameters.get(prefix + name) : frozen.get(prefix + name);
      if (Arrays.equals(found.shape(), shape)) {
        return found;
      }
    }
    throw InputException.of(
        "the trained model has no tensor %s of shape %s", name, Arrays.toString(shape));
  }

  private boolean learns(String name) {
    return parameters.slots().containsKey(prefix + name);
  }

  /** The parameters belong to the trainer. */
  @Override
  public void close() {}
}
