package io.lorweb.sample;

import io.lorweb.error.InputException;
import java.util.List;

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

  /**
   * Given levels instead of even ones, shifted.
   *
   * @param begins where each step begins, as {@link #requireFalling} wants them
   * @param tokens number of noise tokens
   */
  public static Sigmas of(SchedulerConfig config, List<Double> begins, int tokens) {
    float[] values = new float[begins.size() + 1];
    for (int i = 0; i < begins.size(); i++) {
      values[i] = (float) config.shifted(begins.get(i), tokens);
    }
    return new Sigmas(values, config.trainSteps());
  }

  /**
   * A copy of {@code begins}: 1 to 1000 numbers in (0, 1], each smaller than the one before.
   *
   * @throws InputException naming the first that is not
   */
  public static List<Double> requireFalling(List<Double> begins) {
    if (begins.isEmpty() || begins.size() > MAX_STEPS) {
      throw InputException.of(
          "setting 'sigmas' holds %d numbers but must hold 1 to %d", begins.size(), MAX_STEPS);
    }
    double last = Math.nextUp(1.0);
    for (Double begin : begins) {
      if (begin == null || !(begin > 0 && begin < last)) {
        throw InputException.of(
            "setting 'sigmas' holds %s, but its numbers must lie in (0, 1] and fall", begin);
      }
      last = begin;
    }
    return List.copyOf(begins);
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
