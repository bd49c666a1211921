package io.lorweb.flux;

import io.lorweb.layer.Attention;
import io.lorweb.layer.Linear;
import io.lorweb.layer.RmsNorm;
import io.lorweb.layer.WeightPath;
import org.bytedeco.pytorch.Tensor;

/** Queries, keys and values of one stream, queries and keys normalised per head. */
final class Projections {

  private static final double EPS = 1e-6;

  private final Linear toQ;
  private final Linear toK;
  private final Linear toV;
  private final RmsNorm normQ;
  private final RmsNorm normK;
  private final int heads;

  private Projections(
      WeightPath place, FluxConfig config, String q, String k, String v, String norm) {
    int d = config.hidden();
    toQ = place.linear(q, d, d);
    toK = place.linear(k, d, d);
    toV = place.linear(v, d, d);
    normQ = place.rmsNorm(norm + "q", config.headDim(), EPS);
    normK = place.rmsNorm(norm + "k", config.headDim(), EPS);
    heads = config.heads();
  }

  /** Of the image stream, or of a single block's joined stream. */
  static Projections image(WeightPath place, FluxConfig config) {
    return new Projections(place, config, "to_q", "to_k", "to_v", "norm_");
  }

  /** Of the text stream in a double block. */
  static Projections text(WeightPath place, FluxConfig config) {
    return new Projections(place, config, "add_q_proj", "add_k_proj", "add_v_proj", "norm_added_");
  }

  /** x [B, S, D] to [B, S, heads, headDim], normalised, before RoPE. */
  Tensor query(Tensor x) {
    return normQ.forward(Attention.heads(toQ.forward(x), heads));
  }

  /** As {@link #query}, for keys. */
  Tensor key(Tensor x) {
    return normK.forward(Attention.heads(toK.forward(x), heads));
  }

  /** x [B, S, D] to [B, S, heads, headDim]. */
  Tensor value(Tensor x) {
    return Attention.heads(toV.forward(x), heads);
  }
}
