package io.lorweb.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often intervals of simulated answers hold the truth that they were drawn from. */
class CoverageTest {

  private static final int TRIALS = 1000;

  /** The real means of tasks that are far apart: what lies between them is no uncertainty. */
  private static final double[] TASKS = {5, 22, 13};

  /** The share of trials whose interval holds {@code truth}. */
  private static double covered(double truth, IntFunction<Interval> trial) {
    int covered = 0;
    for (int i = 0; i < TRIALS; i++) {
      Interval interval = trial.apply(i);
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    return (double) covered / TRIALS;
  }

  private static double[] drawn(int count, Random random, ToDoubleFunction<Random> value) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.applyAsDouble(random);
    }
    return values;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Mean 1, with a long tail above. */
  private static double skewed(Random random) {
    return -Math.log(1 - random.nextDouble());
  }

  private static double normal(Random random) {
    return 1 + random.nextGaussian();
  }

  private static double student(int count, ToDoubleFunction<Random> value) {
    Random random = new Random(7);
    return covered(1, i -> Student.within(List.of(list(drawn(count, random, value)))));
  }

  private static double bootstrap(int count, ToDoubleFunction<Random> value) {
    Random random = new Random(7);
    return covered(1, i -> Interval.of(drawn(count, random, value), i));
  }

  /** The table of docs/eval.md. */
  @ParameterizedTest
  @CsvSource({
    "3, 0.951, 0.895, 0.735, 0.722",
    "5, 0.948, 0.909, 0.846, 0.803",
    "10, 0.935, 0.913, 0.894, 0.888",
    "30, 0.950, 0.929, 0.933, 0.915"
  })
  void studentsIntervalHoldsTheTruthOftenerThanTheBootstraps(
      int count, double normal, double skewed, double bootstrapNormal, double bootstrapSkewed) {
    Offset<Double> rounding = within(0.001);
    assertThat(student(count, CoverageTest::normal)).isCloseTo(normal, rounding);
    assertThat(student(count, CoverageTest::skewed)).isCloseTo(skewed, rounding);
    assertThat(bootstrap(count, CoverageTest::normal)).isCloseTo(bootstrapNormal, rounding);
    assertThat(bootstrap(count, CoverageTest::skewed)).isCloseTo(bootstrapSkewed, rounding);
  }

  /** Questions of the first tasks, their values around the task's mean, less so in the first. */
  private static List<List<Double>> answers(int tasks, int questions, Random random) {
    List<List<Double>> answers = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      double mean = TASKS[task];
      double spread = task + 1;
      answers.add(list(drawn(questions, random, r -> mean + spread * r.nextGaussian())));
    }
    return answers;
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "1, 5", "1, 12", "2, 2", "2, 6", "3, 2", "3, 5", "3, 20"})
  void intervalsOfFewTasksHoldTheirMeanAsOftenAsTheySay(int tasks, int questions) {
    Random random = new Random(7);
    double truth = 0;
    for (int task = 0; task < tasks; task++) {
      truth += TASKS[task] / tasks;
    }

    double covered = covered(truth, i -> Over.ITEMS.interval(answers(tasks, questions, random), i));

    assertThat(covered).isBetween(0.925, 0.985);
  }

  /** Tasks with a few questions each, drawn from all tasks there could be, whose mean is 10. */
  private static List<List<Double>> tasks(int count, Random random) {
    List<List<Double>> tasks = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      double mean = 10 + random.nextGaussian();
      tasks.add(list(drawn(4, random, r -> mean + 3 * r.nextGaussian())));
    }
    return tasks;
  }

  @ParameterizedTest
  @CsvSource({"6", "10", "29", "30"})
  void intervalsOverTasksHoldTheMeanOfAllTasks(int count) {
    Random random = new Random(3);
    double covered = covered(10, i -> Over.TASKS.interval(tasks(count, random), i));

    assertThat(covered).isBetween(0.92, 0.98);
  }

  /** Means of tasks hold what questions add; drawing questions again counts it twice. */
  @Test
  void drawingQuestionsWithinDrawnTasksWouldMakeIntervalsTooWide() {
    Random random = new Random(3);
    double covered = covered(10, i -> bothLevels(tasks(30, random), i));

    assertThat(covered).isGreaterThan(0.975);
  }

  private static Interval bothLevels(List<List<Double>> tasks, int seed) {
    Random random = new Random(seed);
    double[] means = new double[400];
    for (int i = 0; i < means.length; i++) {
      for (int task = 0; task < tasks.size(); task++) {
        List<Double> drawn = tasks.get(random.nextInt(tasks.size()));
        for (int j = 0; j < drawn.size(); j++) {
          means[i] += drawn.get(random.nextInt(drawn.size())) / drawn.size() / tasks.size();
        }
      }
    }
    Arrays.sort(means);
    return new Interval(Double.NaN, means[10], means[389]);
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
        noise.add(list(drawn(10, random, Random::nextGaussian)));
        better.add(list(drawn(10, random, r -> 1.5 + r.nextGaussian())));
      }
      found += Student.within(better).low() > 0 ? 1 : 0;
      Interval nothing = Student.within(noise);
      invented += nothing.low() > 0 || nothing.high() < 0 ? 1 : 0;
    }
    assertThat((double) found / TRIALS).isGreaterThan(0.99);
    assertThat((double) invented / TRIALS).isBetween(0.02, 0.08);
  }

  @Test
  void whatAnIntervalIsOverFollowsFromTheNumberOfTasksAndQuestions() {
    Random random = new Random(1);
    assertThat(Over.of(answers(3, 2, random))).isEqualTo(Over.ITEMS);
    assertThat(Over.of(answers(3, 1, random))).isEqualTo(Over.NOTHING);
    assertThat(Over.of(answers(1, 3, random))).isEqualTo(Over.ITEMS);
    assertThat(Over.of(answers(1, 2, random))).isEqualTo(Over.NOTHING);
    assertThat(Over.of(Collections.nCopies(5, List.of(1.0)))).isEqualTo(Over.NOTHING);
    assertThat(Over.of(Collections.nCopies(6, List.of(1.0)))).isEqualTo(Over.TASKS);
    assertThat(Student.within(List.of(List.of(3.0), List.of(1.0, 2.0))).known()).isFalse();
    assertThat(Student.within(List.of(List.of(1.0, 2.0)))).isEqualTo(Interval.unknown(1.5));
  }
}
