package io.lorweb.basis;

import io.lorweb.error.InputException;
import io.lorweb.tensor.Arena;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Routes a query to the mixing coefficients of every Linear at once.
 *
 * <p>Keys and projection of a Linear fold into one matrix, logits = (K W_q / sqrt(h)) e, and the
 * matrices of all Linears stack into one [L H N, Q]: one matrix-vector product per analogy
 * (docs/spec/LORWEB.md section 12, item 4). Parts of a concatenated query can be applied apart,
 * because the logits are their sum (item 8).
 */
public final class Router implements AutoCloseable {

  private final Routing routing;
  private final List<String> paths;
  private final int size;
  private final Tensor matrix; // [L * H * N, Q] float32 on the CPU
  private final Arena arena = new Arena();

  /** Folds and stacks; {@code bases} in the order in which coefficients are reported. */
  public Router(Map<String, Basis> bases, Routing routing) {
    this.routing = routing;
    this.paths = List.copyOf(bases.keySet());
    this.size = Math.toIntExact(bases.values().iterator().next().size());
    try (Scope scope = new Scope()) {
      List<Tensor> folded = new ArrayList<>();
      for (Basis basis : bases.values()) {
        folded.add(fold(basis, routing.heads()));
      }
      matrix = arena.own(Tensors.cat(0, folded.toArray(Tensor[]::new)));
    }
  }

  /** K_h W_q,h / sqrt(h) of every head, [H N, Q]. */
  public static Tensor fold(Basis basis, int heads) {
    return Scope.of(
        () -> {
          Tensor keys = basis.keys().to(ScalarType.Float); // [N, d]
          long width = keys.size(1) / heads;
          Tensor projection =
              basis.projection() == null ? null : basis.projection().to(ScalarType.Float);
          Tensor[] parts = new Tensor[heads];
          for (int head = 0; head < heads; head++) {
            Tensor k = keys.narrow(1, head * width, width);
            parts[head] =
                projection == null
                    ? padded(k, head * width, keys.size(1))
                    : k.matmul(projection.narrow(0, head * width, width));
          }
          return Tensors.times(Tensors.cat(0, parts), 1 / Math.sqrt(width));
        });
  }

  /** Without a projection a head sees only its own columns of the query. */
  private static Tensor padded(Tensor k, long offset, long width) {
    Tensor whole = org.bytedeco.pytorch.global.torch.zeros(k.size(0), width);
    whole.narrow(1, offset, k.size(1)).copy_(k);
    return whole;
  }

  /** Paths of the Linears, in the order of the coefficients. */
  public List<String> paths() {
    return paths;
  }

  /** Q, the width of a whole query. */
  public int queryWidth() {
    return Math.toIntExact(matrix.size(1));
  }

  /**
   * Logits of a part of the query.
   *
   * @param part [width] float32
   * @param offset where the part stands in the whole query
   * @return [L H N]
   */
  public float[] logits(float[] part, int offset) {
    try (Scope scope = new Scope()) {
      Tensor columns = matrix.narrow(1, offset, part.length);
      return Tensors.floats(columns.matmul(Tensors.of(part, part.length, 1)));
    }
  }

  /** The mixture of a whole query [Q]. */
  public Mixture route(float[] query) {
    if (query.length != queryWidth()) {
      throw InputException.of(
          "the query has %d numbers but the adapter expects %d: the image encoder is not the one"
              + " it was trained with",
          query.length, queryWidth());
    }
    return mix(logits(query, 0));
  }

  /** The mixture of summed logits [L H N]. */
  public Mixture mix(float[] logits) {
    try (Scope scope = new Scope()) {
      Tensor l = Tensors.of(logits, paths.size(), routing.heads(), size);
      return new Mixture(paths, size, Tensors.floats(reduce(l, routing)));
    }
  }

  /**
   * Activation over the basis, then reduction over the heads.
   *
   * @param logits [..., H, N]
   * @return [..., N]
   */
  public static Tensor reduce(Tensor logits, Routing routing) {
    boolean softmax = routing.activation() == Routing.Activation.SOFTMAX;
    Tensor active = softmax ? logits.softmax(-1) : logits.tanh();
    Tensor mean = Tensors.mean(active, -2);
    if (routing.reduction() == Routing.Reduction.MEAN) {
      return mean;
    }
    return Tensors.clamp(Tensors.times(mean, routing.heads()), softmax ? 0 : -1, 1);
  }

  @Override
  public void close() {
    arena.close();
  }
}
