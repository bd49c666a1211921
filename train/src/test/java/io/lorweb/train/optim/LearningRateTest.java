package io.lorweb.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.train.recipe.Optimization;
import io.lorweb.train.recipe.Optimization.Schedule;
import io.lorweb.train.recipe.Optimization.Schedule.Shape;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  private static double at(Schedule schedule, long step) {
    return new LearningRate(
            new Optimization(
                110, 1, 1, Optimization.Method.ADAMW, 2, 0.9, 0.99, 1e-6, 0, 1, schedule))
        .at(step);
  }

  private static Schedule of(Shape shape) {
    return new Schedule(shape, 10, 2, 30, 0.5);
  }

  @Test
  void warmsUpInALine() {
    for (Shape shape : Shape.values()) {
      assertThat(at(of(shape), 1)).isEqualTo(0.2);
      assertThat(at(of(shape), 5)).isEqualTo(1);
      assertThat(at(of(shape), 10)).isEqualTo(2);
      assertThat(at(of(shape), 11)).isEqualTo(2);
    }
  }

  @Test
  void thenFollowsItsCurve() {
    assertThat(at(of(Shape.CONSTANT), 110)).isEqualTo(2);
    assertThat(at(of(Shape.LINEAR), 61)).isCloseTo(1, within(1e-12));
    assertThat(at(of(Shape.COSINE), 61)).isCloseTo(1, within(1e-12));
    assertThat(at(of(Shape.COSINE), 110)).isCloseTo(0, within(1e-3));
    assertThat(at(of(Shape.COSINE_WITH_RESTARTS), 36)).isCloseTo(1, within(1e-12));
    assertThat(at(of(Shape.COSINE_WITH_RESTARTS), 61)).isCloseTo(2, within(1e-12));
    assertThat(at(of(Shape.STEP), 40)).isEqualTo(2);
    assertThat(at(of(Shape.STEP), 41)).isEqualTo(1);
    assertThat(at(of(Shape.STEP), 71)).isEqualTo(0.5);
  }
}
