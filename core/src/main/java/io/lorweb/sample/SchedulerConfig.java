package io.lorweb.sample;

import io.lorweb.config.JsonFile;

/**
 * FlowMatchEulerDiscreteScheduler's numbers (docs/spec/FLUX_KONTEXT.md section 7).
 *
 * @param shift the static shift, used when {@code dynamic} is false
 * @param dynamic whether the shift follows the number of noise tokens
 * @param baseTokens number of tokens at which the dynamic shift is {@code baseShift}
 * @param maxTokens number of tokens at which it is {@code maxShift}
 * @param baseShift mu at baseTokens
 * @param maxShift mu at maxTokens
 * @param trainSteps timestep = trainSteps * sigma
 */
public record SchedulerConfig(
    double shift,
    boolean dynamic,
    int baseTokens,
    int maxTokens,
    double baseShift,
    double maxShift,
    int trainSteps) {

  /** FLUX.1-Kontext-dev's. */
  public static final SchedulerConfig KONTEXT_DEV =
      new SchedulerConfig(3.0, true, 256, 4096, 0.5, 1.15, 1000);

  /** Reads {@code scheduler/scheduler_config.json}; absent keys take FLUX's values. */
  public static SchedulerConfig read(JsonFile json) {
    SchedulerConfig flux = KONTEXT_DEV;
    return new SchedulerConfig(
        json.decimal("shift", 1.0),
        json.flag("use_dynamic_shifting", false),
        json.integer("base_image_seq_len", flux.baseTokens),
        json.integer("max_image_seq_len", flux.maxTokens),
        json.decimal("base_shift", flux.baseShift),
        json.decimal("max_shift", flux.maxShift),
        json.integer("num_train_timesteps", flux.trainSteps));
  }

  /** mu, linear in the number of noise tokens; context tokens do not count. */
  public double mu(int tokens) {
    double slope = (maxShift - baseShift) / (maxTokens - baseTokens);
    return tokens * slope + (baseShift - slope * baseTokens);
  }

  /**
   * A noise level as the sampler shifts it, so that more of the steps are spent on high ones.
   *
   * @param sigma in (0, 1]
   * @param tokens number of noise tokens
   */
  public double shifted(double sigma, int tokens) {
    if (dynamic) {
      double stretch = Math.exp(mu(tokens));
      return stretch / (stretch + (1 / sigma - 1));
    }
    return shift * sigma / (1 + (shift - 1) * sigma);
  }
}
