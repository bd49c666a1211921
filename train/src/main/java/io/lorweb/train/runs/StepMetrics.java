package io.lorweb.train.runs;

import java.util.Optional;

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
 */
public record StepMetrics(
    long step,
    long epoch,
    double loss,
    double lr,
    double gradNorm,
    double samplesPerSecond,
    double seconds,
    Optional<RoutingStatistics> routing) {}
