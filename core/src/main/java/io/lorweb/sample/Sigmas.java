package io.lorweb.sample;

import io.lorweb.error.InputException;

/**
 * Noise levels of a run, from 1 down to 0.
 *
 * @param values steps + 1 numbers; step i goes from values[i] to values[i + 1], the last is 0
 * @param trainSteps timestep = trainSteps * sigma
 */
public record Sigmas(float[] values, int trainSteps) {

  /** The most steps a run may have. */
  public static final int MAX_STEPS = 1000;

  /**
   * linspace(1, 1/steps, steps), shifted.
   *
   * @param steps 1..1000
   * @param tokens number of noise tokens
   */
  public static Sigmas of(SchedulerConfig config, int steps, int tokens) {
    if (steps < 1 || steps > MAX_STEPS) {
      throw InputException.of("steps %d must lie in 1..%d", steps, MAX_STEPS);
    }
    float[] values = new float[steps + 1];
    for (int i = 0; i < steps; i++) {
      double sigma = steps == 1 ? 1 : 1 + (1.0 / steps - 1) * i / (steps - 1);
      values[i] = (float) config.shifted(sigma, tokens);
    }
    return new Sigmas(values, config.trainSteps());
  }

  public int steps() {
    return values.length - 1;
  }

  /** The sigma at which step i begins, 0-based. */
  public float at(int step) {
    return values[step];
  }

  /** 1000 sigma of step i. */
  public float timestep(int step) {
    return trainSteps * values[step];
  }
}
