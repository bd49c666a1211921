package io.lorweb.vision;

import io.lorweb.layer.Activation;
import io.lorweb.layer.Attention;
import io.lorweb.layer.EncoderSizes;
import io.lorweb.layer.LayerNorm;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * SigLIP's attention pooling: a learned query, the probe, looks at all patches; a feed-forward
 * layer follows.
 */
final class PoolingHead {

  private final int heads;
  private final Activation activation;
  private final Tensor probe; // [1, 1, D]
  private final Tensor packedWeight; // [3 D, D]: rows of q, then k, then v
  private final Tensor packedBias; // [3 D]
  private final Linear out;
  private final LayerNorm norm;
  private final Linear up;
  private final Linear down;

  PoolingHead(WeightPath place, EncoderSizes sizes) {
    int d = sizes.hidden();
    heads = sizes.heads();
    activation = sizes.activation();
    probe = place.tensor("probe", 1, 1, d);
    packedWeight = place.tensor("attention.in_proj_weight", 3L * d, d);
    packedBias = place.tensor("attention.in_proj_bias", 3L * d);
    out = place.linear("attention.out_proj", d, d);
    norm = place.layerNorm("layernorm", d, sizes.eps());
    up = place.linear("mlp.fc1", d, sizes.intermediate());
    down = place.linear("mlp.fc2", sizes.intermediate(), d);
  }

  /**
   * @param x [B, patches, D]
   * @return [B, D]
   */
  Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor query = probe.expand(x.size(0), 1, x.size(2));
      Tensor attended =
          Attention.full(projected(0, query), projected(1, x), projected(2, x)); // [B, 1, D]
      Tensor y = out.forward(attended);
      Tensor pooled = y.add(down.forward(activation.apply(up.forward(norm.forward(y)))));
      return scope.keep(pooled.select(1, 0));
    }
  }

  /** One of q, k, v: [B, S, D] to [B, S, heads, D / heads]. */
  private Tensor projected(int which, Tensor x) {
    long d = packedWeight.size(1);
    Tensor weight = packedWeight.narrow(0, which * d, d);
    Tensor bias = packedBias.narrow(0, which * d, d);
    return Attention.heads(torch.linear(x, weight, new TensorOptional(bias)), heads);
  }
}
