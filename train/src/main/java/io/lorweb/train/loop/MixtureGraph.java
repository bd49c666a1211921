package io.lorweb.train.loop;

import io.lorweb.basis.BasisConfig;
import io.lorweb.basis.Router;
import io.lorweb.gradient.CoefficientLeaves;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * From the queries of a batch to the coefficients of every Linear, and the gradients back.
 *
 * <p>The Linears see {@link CoefficientLeaves}. So the routing is computed once a batch, forward
 * and backward, even when blocks are computed twice, and its graph never mixes with theirs.
 */
final class MixtureGraph {

  private final Tensor coefficients; // [L, B, N] with graph
  private final Tensor repeated; // [L, B, N r] with graph
  private final CoefficientLeaves leaves;

  /**
   * @param keys [L, N, d]
   * @param projections [L, d, Q], or null when the query is compared with the keys as it is
   * @param query [B, Q]
   */
  MixtureGraph(BasisConfig config, Tensor keys, Tensor projections, Tensor query) {
    long l = keys.size(0);
    long n = keys.size(1);
    long d = keys.size(2);
    long b = query.size(0);
    int heads = config.routing().heads();
    long width = d / heads;
    Tensor q =
        projections == null
            ? query.unsqueeze(1).expand(b, l, d)
            : torch.linear(query, projections.view(l * d, -1)).view(b, l, d);
    Tensor perHead = q.reshape(b, l, heads, width).permute(1, 2, 0, 3); // [L, H, B, h]
    Tensor keyHeads = keys.view(l, n, heads, width).permute(0, 2, 3, 1); // [L, H, h, N]
    Tensor logits = Tensors.times(perHead.matmul(keyHeads), 1 / Math.sqrt(width)); // [L, H, B, N]
    coefficients = Router.reduce(logits.permute(0, 2, 1, 3), config.routing());
    long r = config.rank();
    repeated = coefficients.unsqueeze(-1).expand(l, b, n, r).reshape(l, b, n * r);
    leaves = new CoefficientLeaves(repeated.detach());
  }

  /** The coefficients of the i-th Linear, each r times in a row: [B, N r], a leaf. */
  Tensor leaf(int linear) {
    return leaves.of(linear);
  }

  /** [L, B, N] without a graph. */
  Tensor coefficients() {
    return coefficients.detach();
  }

  /**
   * Sends the gathered gradients, and those of the two terms, on to keys and projections.
   *
   * @return the terms' value
   */
  double backward(double entropy, double balance, double share) {
    Tensor total = repeated.mul(leaves.gradients()).sum();
    double terms = 0;
    if (entropy != 0 || balance != 0) {
      Tensor term = Tensors.times(MixtureTerms.of(coefficients, entropy, balance), share);
      terms = term.item_double();
      total = total.add(term);
    }
    total.backward();
    return terms;
  }
}
