package io.lorweb.layer;

import io.lorweb.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * One block of a CLIP or SigLIP encoder: x + attention(norm(x)), then x + feed-forward(norm(x))
 * (docs/spec/FLUX_KONTEXT.md sections 5 and 6).
 */
final class EncoderBlock {

  private final WeightPath place;
  private final int heads;
  private final boolean causal;
  private final Activation activation;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final Linear up;
  private final Linear down;

  EncoderBlock(WeightPath place, EncoderSizes sizes, boolean causal) {
    int d = sizes.hidden();
    this.place = place;
    this.causal = causal;
    heads = sizes.heads();
    activation = sizes.activation();
    norm1 = place.layerNorm("layer_norm1", d, sizes.eps());
    norm2 = place.layerNorm("layer_norm2", d, sizes.eps());
    query = place.linear("self_attn.q_proj", d, d);
    key = place.linear("self_attn.k_proj", d, d);
    value = place.linear("self_attn.v_proj", d, d);
    out = place.linear("self_attn.out_proj", d, d);
    up = place.linear("mlp.fc1", d, sizes.intermediate());
    down = place.linear("mlp.fc2", sizes.intermediate(), d);
  }

  /** x [B, S, D] to the same shape. */
  Tensor forward(Tensor x) {
    try (Scope scope = new Scope()) {
      Tensor attended = x.add(attend(norm1.forward(x)));
      Tensor widened = activation.apply(up.forward(norm2.forward(attended)));
      return scope.keep(place.watch("", attended.add(down.forward(widened))));
    }
  }

  private Tensor attend(Tensor n) {
    Tensor q = Attention.heads(query.forward(n), heads);
    Tensor k = Attention.heads(key.forward(n), heads);
    Tensor v = Attention.heads(value.forward(n), heads);
    return out.forward(causal ? Attention.causal(q, k, v) : Attention.full(q, k, v));
  }
}
