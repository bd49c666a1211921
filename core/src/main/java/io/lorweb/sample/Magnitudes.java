package io.lorweb.sample;

import io.lorweb.layer.ActivationListener;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Measures one full run for a {@link RatioTable}: shown the residual of every step in turn. */
public final class Magnitudes implements ActivationListener {

  private final List<Double> ratios = new ArrayList<>();
  private float[] last = {};

  /**
   * @param residual [1, S, D]
   */
  @Override
  public void see(String name, Tensor residual) {
    float[] lengths = lengths(residual);
    double sum = 0;
    for (int i = 0; i < last.length; i++) {
      sum += (double) lengths[i] / last[i];
    }
    ratios.add(last.length == 0 ? 1 : sum / last.length);
    last = lengths;
  }

  /** One for every step. */
  public List<Double> ratios() {
    return List.copyOf(ratios);
  }

  /** The Euclidean length of every token. */
  private static float[] lengths(Tensor residual) {
    try (Scope scope = new Scope()) {
      Tensor wide = residual.to(ScalarType.Float);
      float[] squares = Tensors.floats(Tensors.mean(wide.mul(wide), -1));
      for (int i = 0; i < squares.length; i++) {
        squares[i] = (float) Math.sqrt(squares[i]);
      }
      return squares;
    }
  }
}
