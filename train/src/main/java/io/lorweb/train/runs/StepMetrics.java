package io.lorweb.train.runs;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one optimizer step shows of itself.
 *
 * @param step optimizer steps done, from 1
 * @param epoch passes through the data begun, from 0
 * @param loss mean over the step's examples, weights included
 * @param lr learning rate of this step
 * @param gradNorm global norm before clipping
 * @param samplesPerSecond examples per second of the whole run, all workers together
 * @param seconds of this step
 * @param routing statistics of the mixtures, at the steps that log them
 * @param validation the loss on held-out examples after this step, where it was measured
 */
public record StepMetrics(
    long step,
    long epoch,
    double loss,
    double lr,
    double gradNorm,
    double samplesPerSecond,
    double seconds,
    Optional<RoutingStatistics> routing,
    OptionalDouble validation) {

  /** The same step with the loss on held-out examples after it. */
  public StepMetrics validated(OptionalDouble loss) {
    return new StepMetrics(
        step, epoch, this.loss, lr, gradNorm, samplesPerSecond, seconds, routing, loss);
  }
}
