package io.lorweb.train.recipe;

import io.lorweb.tensor.Placement;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** How many multiply-adds a second this machine does in a matrix product. */
final class MatmulSpeed {

  private static final double SECONDS = 0.2;

  /** Sides of the product: large enough to fill the device, small enough to be done in time. */
  private static final long ON_CPU = 768;

  private static final long ON_GPU = 4096;

  private MatmulSpeed() {}

  /** Measures for about a fifth of a second. */
  static double measure(Placement placement) {
    long side = placement.device().isCpu() ? ON_CPU : ON_GPU;
    try (Scope all = new Scope()) {
      Tensor matrix = placement.factor(torch.ones(side, side));
      product(matrix);
      long start = System.nanoTime();
      int done = 0;
      double seconds;
      do {
        product(matrix);
        done++;
        seconds = (System.nanoTime() - start) / 1e9;
      } while (seconds < SECONDS);
      return (double) side * side * side * done / seconds;
    }
  }

  /** One product, waited for: a GPU works behind the program's back. */
  private static void product(Tensor matrix) {
    try (Scope one = new Scope()) {
      torch.mm(matrix, matrix).sum().item_float();
    }
  }
}
