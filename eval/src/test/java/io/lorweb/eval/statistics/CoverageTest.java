package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often intervals of simulated answers hold the truth that they were drawn from. */
class CoverageTest {

  private static final int TRIALS = 400;

  /** The real means of tasks that are far apart: what lies between them is no uncertainty. */
  private static final double[] TASKS = {5, 22, 13};

  /** Questions of the first tasks, their values around the task's mean. */
  private static List<List<Double>> answers(int tasks, int questions, Random random) {
    List<List<Double>> answers = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        values.add(TASKS[task] + 2 * random.nextGaussian());
      }
      answers.add(values);
    }
    return answers;
  }

  private static double covered(int tasks, int questions) {
    Random random = new Random(7);
    double truth = 0;
    for (int task = 0; task < tasks; task++) {
      truth += TASKS[task] / tasks;
    }
    int covered = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Interval interval = Interval.within(answers(tasks, questions, random), trial);
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    return (double) covered / TRIALS;
  }

  @Test
  void intervalsOfFewTasksHoldTheirMeanAboutAsOftenAsTheySay() {
    assertThat(covered(1, 12)).isBetween(0.88, 0.98);
    assertThat(covered(2, 6)).isBetween(0.88, 0.98);
    assertThat(covered(3, 5)).isBetween(0.88, 0.98);
    assertThat(covered(3, 20)).isBetween(0.92, 0.98);
    // Five questions of one task: somewhat too narrow, as the docs say.
    assertThat(covered(1, 5)).isBetween(0.8, 0.95);
  }

  @Test
  void intervalsOverTasksHoldTheMeanOfAllTasks() {
    Random random = new Random(3);
    int covered = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] tasks = random.doubles(30).map(x -> 10 + 8 * (x - 0.5)).toArray();
      Interval interval = Interval.of(tasks, trial);
      covered += interval.low() <= 10 && 10 <= interval.high() ? 1 : 0;
    }
    assertThat((double) covered / TRIALS).isBetween(0.91, 0.98);
  }

  @Test
  void aKnownEffectIsFoundAndNoneIsNotInvented() {
    Random random = new Random(11);
    int found = 0;
    int invented = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      List<List<Double>> noise = new ArrayList<>();
      List<List<Double>> better = new ArrayList<>();
      for (int task = 0; task < 2; task++) {
        List<Double> none = new ArrayList<>();
        List<Double> some = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          none.add(random.nextGaussian());
          some.add(1.5 + random.nextGaussian());
        }
        noise.add(none);
        better.add(some);
      }
      found += Interval.within(better, trial).low() > 0 ? 1 : 0;
      Interval nothing = Interval.within(noise, trial);
      invented += nothing.low() > 0 || nothing.high() < 0 ? 1 : 0;
    }
    assertThat((double) found / TRIALS).isGreaterThan(0.99);
    assertThat((double) invented / TRIALS).isBetween(0.02, 0.1);
  }

  @Test
  void whatIsResampledFollowsFromTheNumberOfTasksAndQuestions() {
    Random random = new Random(1);
    assertThat(Over.of(answers(3, 2, random))).isEqualTo(Over.ITEMS);
    assertThat(Over.of(answers(3, 1, random))).isEqualTo(Over.NOTHING);
    assertThat(Over.of(Collections.nCopies(5, List.of(1.0)))).isEqualTo(Over.NOTHING);
    assertThat(Over.of(Collections.nCopies(6, List.of(1.0)))).isEqualTo(Over.TASKS);
    assertThat(Interval.within(List.of(List.of(3.0), List.of(1.0, 2.0)), 0).known()).isFalse();
  }
}
