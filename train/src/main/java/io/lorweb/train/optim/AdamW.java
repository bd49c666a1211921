package io.lorweb.train.optim;

import io.lorweb.train.recipe.Optimization;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * AdamW as PyTorch computes it: p *= 1 - lr wd first, then p -= lr m' / (sqrt(v') + eps) with the
 * bias-corrected moments m' = m / (1 - b1^k), v' = v / (1 - b2^k) (Loshchilov and Hutter, 2019).
 */
public final class AdamW implements Optimizer {

  /**
   * The numbers of one step.
   *
   * @param lr learning rate
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param eps added to the root of the second moment
   * @param weightDecay decoupled weight decay
   * @param index k, from 1
   */
  public record Step(
      double lr, double beta1, double beta2, double eps, double weightDecay, long index) {

    static Step of(Optimization settings, long index, double lr) {
      return new Step(
          lr, settings.beta1(), settings.beta2(), settings.eps(), settings.weightDecay(), index);
    }

    /** 1 - b1^k. */
    double correction1() {
      return 1 - Math.pow(beta1, index);
    }

    /** 1 - b2^k. */
    double correction2() {
      return 1 - Math.pow(beta2, index);
    }
  }

  private final Optimization settings;
  private final Parameters parameters;
  private final OptimizerMoments moments;

  public AdamW(Parameters parameters, Optimization settings) {
    this.parameters = parameters;
    this.settings = settings;
    this.moments = OptimizerMoments.of(settings.method(), parameters.values());
  }

  @Override
  public void step(long index, double lr) {
    Step step = Step.of(settings, index, lr);
    try (NoGradGuard guard = new NoGradGuard()) {
      moments.step(parameters.values(), parameters.gradients(), step);
    }
  }

  @Override
  public Map<String, Tensor> state() {
    return moments.state();
  }

  @Override
  public void close() {
    moments.close();
  }
}
