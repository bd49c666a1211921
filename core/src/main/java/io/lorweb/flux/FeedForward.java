package io.lorweb.flux;

import io.lorweb.layer.Activation;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import org.bytedeco.pytorch.Tensor;

/** Linear D to 4 D, GELU (tanh), Linear 4 D to D. */
final class FeedForward {

  private final Linear up;
  private final Linear down;

  FeedForward(WeightPath place, FluxConfig config) {
    up = place.linear("net.0.proj", config.hidden(), config.feedForward());
    down = place.linear("net.2", config.feedForward(), config.hidden());
  }

  /** [B, S, D] to the same shape. */
  Tensor forward(Tensor x) {
    return down.forward(Activation.GELU_TANH.apply(up.forward(x)));
  }
}
