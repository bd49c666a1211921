package io.lorweb.train.loop;

import io.lorweb.sample.SchedulerConfig;
import io.lorweb.sample.Sigmas;
import io.lorweb.train.recipe.Objective;
import java.util.Arrays;
import java.util.Random;

/**
 * Draws the timesteps of a batch, 0 < t <= 1000, and says what a loss at t weighs
 * (docs/spec/LORWEB.md section 8.5).
 */
public final class TimestepLaw {

  /** The last entries are never drawn, as in the reference: an index lies in [0, 999). */
  private static final int DRAWN = TimestepTables.SIZE - 1;

  /** Steps of the sampler that NEXT_SAMPLE draws from. */
  private static final int NEXT_SAMPLE_STEPS = 8;

  /** Share of the log-normal part of LOGNORM_BLEND, and the spread of its logarithm. */
  private static final double LOGNORM_SHARE = 0.75;

  private static final double LOGNORM_SPREAD = 0.333;

  private final Objective.Timesteps law;
  private final int fewSteps;
  private final double[] weights;
  private final SchedulerConfig scheduler;

  /**
   * @param scheduler of the model folder, which SCHEDULER and FEW follow
   */
  public TimestepLaw(Objective objective, SchedulerConfig scheduler) {
    this.law = objective.timesteps();
    this.fewSteps = objective.fewSteps().orElse(0);
    this.weights = TimestepTables.weights(objective.weighting());
    this.scheduler = scheduler;
  }

  /**
   * One timestep.
   *
   * @param random of this example in this step
   * @param tokens of the noise
   */
  public float draw(Random random, int tokens) {
    return switch (law) {
      case LINEAR, WEIGHTED -> TimestepTables.SIZE - random.nextInt(DRAWN);
      case SIGMOID -> (float) (1000 * (1 - 1 / (1 + Math.exp(-random.nextGaussian()))));
      case SHIFT -> entry(TimestepTables.shifted(tokens, TimestepTables.SIZE), DRAWN, random);
      case LOGNORM_BLEND -> entry(blend(random), DRAWN, random);
      case NEXT_SAMPLE ->
          entry(TimestepTables.shifted(tokens, NEXT_SAMPLE_STEPS), NEXT_SAMPLE_STEPS, random);
      case ONE_STEP -> 1000;
      case SCHEDULER -> (float) (1000 * scheduler.shifted(1 - random.nextDouble(), tokens));
      case FEW -> visited(random, tokens);
    };
  }

  /** One of the timesteps at which the sampler itself asks the model, all alike. */
  private float visited(Random random, int tokens) {
    Sigmas sigmas = Sigmas.of(scheduler, fewSteps, tokens);
    return sigmas.timestep(random.nextInt(sigmas.steps()));
  }

  private static float entry(float[] table, int count, Random random) {
    return table[random.nextInt(count)];
  }

  /** Three quarters 1000 (1 - x / max x) of log-normal x, one quarter linear, descending. */
  private static float[] blend(Random random) {
    int part = (int) (TimestepTables.SIZE * LOGNORM_SHARE);
    double[] drawn = new double[part];
    double largest = 0;
    for (int i = 0; i < part; i++) {
      drawn[i] = Math.exp(LOGNORM_SPREAD * random.nextGaussian());
      largest = Math.max(largest, drawn[i]);
    }
    float[] table = new float[TimestepTables.SIZE];
    for (int i = 0; i < table.length; i++) {
      int rest = table.length - part;
      table[i] =
          (float)
              (i < part
                  ? -1000 * (1 - drawn[i] / largest)
                  : -(1000 - 999.0 * (i - part) / (rest - 1)));
    }
    Arrays.sort(table);
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.max(1e-3f, -table[i]);
    }
    return table;
  }

  /** w(t), of the nearest entry of the table. */
  public double weight(float timestep) {
    int index = Math.round(TimestepTables.SIZE - timestep);
    return weights[Math.max(0, Math.min(TimestepTables.SIZE - 1, index))];
  }
}
