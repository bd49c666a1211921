package io.lorweb.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lorweb.tensor.Device;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.recipe.Optimization;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final int COUNT = 5000; // no multiple of a block
  private static final double LR = 1e-2;

  private static Optimization settings(Optimization.Method moments) {
    return new Optimization(
        1, 1, 1, moments, LR, 0.9, 0.99, 1e-6, 0.05, 1, Optimization.Schedule.CONSTANT);
  }

  private static float[] numbers(long seed, double scale) {
    Random random = new Random(seed);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return values;
  }

  /** The values after {@code steps} steps along the same made-up gradients. */
  private static float[] after(int steps, Optimization.Method moments) {
    try (Scope scope = new Scope()) {
      Parameters.Plan plan =
          new Parameters.Plan().add("p", v -> v.copy_(Tensors.of(numbers(0, 1), COUNT)), COUNT);
      try (Parameters parameters = new Parameters(plan, Device.CPU);
          AdamW optimizer = new AdamW(parameters, settings(moments))) {
        for (int step = 1; step <= steps; step++) {
          parameters.gradients().copy_(Tensors.of(numbers(step, 1e-3), COUNT));
          optimizer.step(step, LR);
        }
        return Tensors.floats(parameters.values());
      }
    }
  }

  @Test
  void followsTheFormulaInDoublePrecision() {
    float[] start = numbers(0, 1);
    float[] actual = after(3, Optimization.Method.ADAMW);
    for (int i = 0; i < COUNT; i++) {
      double p = start[i];
      double m = 0;
      double v = 0;
      for (int step = 1; step <= 3; step++) {
        double g = numbersAt(step, i);
        m = 0.9 * m + 0.1 * g;
        v = 0.99 * v + 0.01 * g * g;
        p *= 1 - LR * 0.05;
        p -=
            LR
                * (m / (1 - Math.pow(0.9, step)))
                / (Math.sqrt(v / (1 - Math.pow(0.99, step))) + 1e-6);
      }
      assertThat((double) actual[i]).isCloseTo(p, within(1e-5));
    }
  }

  private static final float[][] GRADIENTS = {numbers(1, 1e-3), numbers(2, 1e-3), numbers(3, 1e-3)};

  private static double numbersAt(int step, int i) {
    return GRADIENTS[step - 1][i];
  }

  @Test
  void eightBitMomentsStayCloseToWideOnes() {
    float[] start = numbers(0, 1);
    float[] wide = after(20, Optimization.Method.ADAMW);
    float[] narrow = after(20, Optimization.Method.ADAMW8BIT);
    double moved = 0;
    double apart = 0;
    for (int i = 0; i < COUNT; i++) {
      moved += Math.abs(wide[i] - start[i]);
      apart += Math.abs(narrow[i] - wide[i]);
    }
    assertThat(apart / moved).isLessThan(0.1).isPositive();
  }

  @Test
  void theCodeHasZeroBothEndsAndNoValueTwice() {
    for (boolean signed : new boolean[] {true, false}) {
      float[] values = DynamicCode.values(signed);
      assertThat(values).hasSize(256).contains(0f).contains(1f).isSorted().doesNotHaveDuplicates();
      assertThat(values[0]).isEqualTo(signed ? values[0] : 0f);
      assertThat(values[0]).isGreaterThan(-1f).isLessThanOrEqualTo(0f);
    }
  }

  @Test
  void narrowNumbersComeBackWithinTheirBlocksPrecision() {
    try (Scope scope = new Scope();
        io.lorweb.tensor.Arena arena = new io.lorweb.tensor.Arena()) {
      float[] values = numbers(5, 1);
      values[700] = 1000; // spoils its own block only
      NarrowTensor narrow = new NarrowTensor(Tensors.of(values, COUNT), true, arena);
      narrow.write(0, Tensors.of(values, COUNT));
      float[] back = Tensors.floats(narrow.read(0, COUNT));
      for (int i = 0; i < COUNT; i++) {
        double largest = i >= 512 && i < 768 ? 1000 : 5;
        assertThat((double) back[i]).isCloseTo(values[i], within(0.008 * largest));
      }
      assertThat(back[700]).isEqualTo(1000);
    }
  }
}
