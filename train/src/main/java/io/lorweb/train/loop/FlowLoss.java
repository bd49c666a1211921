package io.lorweb.train.loop;

import io.lorweb.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The flow-matching loss: each example's mean square of v - (noise - x0), times w(t); the mean over
 * the batch (paper section 3; docs/spec/LORWEB.md section 8.5).
 *
 * @param weights [B] w(t) of the examples
 * @param tokens [S] weights of the tokens with mean 1, or null when all weigh alike
 */
public record FlowLoss(Tensor weights, Tensor tokens) {

  /** [B], without w(t). */
  public Tensor perSample(Tensor velocity, Tensor target) {
    Tensor square = velocity.sub(target).square();
    Tensor perToken = Tensors.mean(square, 2);
    return Tensors.mean(tokens == null ? perToken : perToken.mul(tokens), 1);
  }

  /**
   * The sum over the batch of loss times weight, over {@code count}.
   *
   * @param count examples that the mean runs over: those of this pass, of all passes of the step
   *     and of all workers together
   */
  public Tensor of(Tensor velocity, Tensor target, double count) {
    return Tensors.times(perSample(velocity, target).mul(weights).sum(), 1 / count);
  }

  /**
   * Weights of the tokens of a grid canvas by the quadrant they lie in, with mean 1.
   *
   * @param quadrants of a, a', b and b'
   * @param rows of tokens
   * @param columns of tokens
   * @return [rows * columns], or null when all quadrants weigh alike
   */
  public static Tensor quadrants(List<Double> quadrants, int rows, int columns) {
    if (quadrants.stream().distinct().count() == 1) {
      return null;
    }
    float[] weights = new float[rows * columns];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int quadrant = (row < rows / 2 ? 0 : 2) + (column < columns / 2 ? 0 : 1);
        double weight = quadrants.get(quadrant);
        weights[row * columns + column] = (float) weight;
        sum += weight;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) (weights.length / sum);
    }
    return Tensors.of(weights, weights.length);
  }
}
