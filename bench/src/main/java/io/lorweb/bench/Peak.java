package io.lorweb.bench;

import io.lorweb.tensor.Arena;
import io.lorweb.tensor.ComputeType;
import io.lorweb.tensor.Engine;
import io.lorweb.tensor.Scope;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What this machine gives a large product in the same engine, without other programs' turns.
 *
 * @param type whose factors it has
 * @param side of the square matrices
 * @param byThreads 10^9 operations a second for each number of threads that was measured
 */
record Peak(ComputeType type, int side, TreeMap<Integer, Double> byThreads) {

  Peak {
    byThreads = new TreeMap<>(byThreads);
    if (byThreads.isEmpty() || byThreads.values().stream().anyMatch(rate -> !(rate > 0))) {
      throw new IllegalArgumentException("no peak: " + byThreads);
    }
  }

  /**
   * Measures.
   *
   * @param widths the widths of the models whose threads are wanted, in channels
   */
  static Peak measure(ComputeType type, int side, int rounds, int... widths) {
    TreeMap<Integer, Double> rates = new TreeMap<>();
    IntStream.of(widths)
        .forEach(
            width -> {
              Engine.suit(width);
              rates.computeIfAbsent(Engine.currentThreads(), threads -> rate(type, side, rounds));
            });
    return new Peak(type, side, rates);
  }

  /** The format of its factors in words. */
  String format() {
    return type.factorType() == ScalarType.Float ? "float32" : "bf16";
  }

  /** The better of a large product and of one that fits between other programs' turns. */
  private static double rate(ComputeType type, int side, int rounds) {
    return Math.max(of(type, side, rounds), of(type, Math.max(1, side / 3), rounds));
  }

  private static double of(ComputeType type, int side, int rounds) {
    try (Product product = new Product(type, side)) {
      Timing timing = Timing.of(rounds, product::run);
      return product.flop() / timing.undisturbed(Engine.currentThreads()) / 1e9;
    }
  }

  /** The row's rate as a share of the peak with the same threads. */
  double share(Row row) {
    return row.gflops().orElseThrow() / byThreads.get(row.threads());
  }

  /** The product of two square matrices of random values. */
  static final class Product implements AutoCloseable {

    private final Arena arena = new Arena();
    private final int side;
    private final Tensor left;
    private final Tensor right;

    Product(ComputeType type, int side) {
      this.side = side;
      try (Scope scope = new Scope()) {
        left = arena.own(torch.randn(side, side).to(type.factorType()));
        right = arena.own(torch.randn(side, side).to(type.factorType()));
      }
    }

    double flop() {
      return Flops.product(side, side, side);
    }

    void run() {
      try (Scope scope = new Scope()) {
        torch.matmul(left, right);
      }
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
