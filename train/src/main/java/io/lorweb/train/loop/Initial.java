package io.lorweb.train.loop;

import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import io.lorweb.train.optim.Parameters;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Tensor;

/** First values of parameters, the same bits on every machine. */
final class Initial {

  /** Numbers made at once. */
  private static final int CHUNK = 1 << 20;

  /** All zero: a LoRA whose B is zero changes nothing yet. */
  static final Parameters.Filling ZERO = values -> {};

  /** All one. */
  static final Parameters.Filling ONE = constant(1);

  private Initial() {}

  /** All {@code value}. */
  static Parameters.Filling constant(double value) {
    return values -> values.fill_(Tensors.number(value));
  }

  /** U(-bound, bound). */
  static Parameters.Filling uniform(long seed, double bound) {
    return values -> fill(values, seed, random -> (2 * random.nextFloat() - 1) * bound);
  }

  /** N(0, std^2). */
  static Parameters.Filling normal(long seed, double std) {
    return values -> fill(values, seed, random -> random.nextGaussian() * std);
  }

  /** A copy of {@code source}. */
  static Parameters.Filling copy(Tensor source) {
    return values -> values.copy_(source);
  }

  private static void fill(Tensor values, long seed, ToDoubleFunction<Random> draw) {
    Random random = new Random(seed);
    long count = values.numel();
    for (long begin = 0; begin < count; begin += CHUNK) {
      float[] drawn = new float[(int) Math.min(CHUNK, count - begin)];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = (float) draw.applyAsDouble(random);
      }
      try (Scope scope = new Scope()) {
        values.view(-1).narrow(0, begin, drawn.length).copy_(Tensors.of(drawn, drawn.length));
      }
    }
  }
}
