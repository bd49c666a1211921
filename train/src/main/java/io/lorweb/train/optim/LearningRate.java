package io.lorweb.train.optim;

import io.lorweb.train.recipe.Optimization;

/**
 * The learning rate of every step: up in a line over the warm-up, then the schedule's curve.
 *
 * @param settings of the recipe
 */
public record LearningRate(Optimization settings) {

  /**
   * @param index of the step, from 1; the first one of a warm-up of w steps has 1 / w of the rate
   */
  public double at(long index) {
    return settings.lr() * factor(index);
  }

  private double factor(long index) {
    Optimization.Schedule schedule = settings.schedule();
    if (index <= schedule.warmup()) {
      return (double) index / schedule.warmup();
    }
    double done = index - 1 - schedule.warmup();
    double all = Math.max(1, settings.steps() - schedule.warmup());
    double progress = Math.min(1, done / all);
    return switch (schedule.shape()) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - progress;
      case COSINE -> cosine(progress);
      case COSINE_WITH_RESTARTS -> cosine(progress * schedule.cycles() % 1);
      case STEP -> Math.pow(schedule.gamma(), Math.floor(done / schedule.stepSize()));
    };
  }

  private static double cosine(double progress) {
    return 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
