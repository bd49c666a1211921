package io.lorweb.flux;

import io.lorweb.layer.Activation;
import io.lorweb.layer.Linear;
import io.lorweb.layer.WeightPath;
import io.lorweb.tensor.Scope;
import io.lorweb.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A block over the joined sequence [text, image] whose attention and feed-forward run side by side
 * (docs/spec/FLUX_KONTEXT.md section 3.3).
 */
final class SingleBlock {

  private final int index;
  private final WeightPath place;
  private final Modulation norm;
  private final Linear projMlp;
  private final Linear projOut;
  private final Projections projections;

  /**
   * @param index its number among all blocks, double blocks first
   */
  SingleBlock(int index, WeightPath place, FluxConfig config) {
    int d = config.hidden();
    this.index = index;
    this.place = place;
    norm = new Modulation(place.linear("norm.linear", d, 3L * d), 3);
    projMlp = place.linear("proj_mlp", d, config.feedForward());
    projOut = place.linear("proj_out", d + config.feedForward(), d);
    projections = Projections.image(place.at("attn"), config);
  }

  /**
   * @param x [B, T + S, D], text first
   * @param activated [B, D], SiLU(temb)
   * @return the same shape
   */
  Tensor forward(Tensor x, Tensor activated, Rope rope, Attended attended) {
    try (Scope scope = new Scope()) {
      Tensor[] m = norm.forward(activated); // shift, scale, gate
      Tensor n = Modulation.modulate(x, m[0], m[1]);
      Tensor mlp = place.watch("act_mlp", Activation.GELU_TANH.apply(projMlp.forward(n)));
      Tensor attn = place.watch("attn", attend(n, rope, attended));
      Tensor out = x.addcmul(m[2], projOut.forward(Tensors.cat(-1, attn, mlp)));
      return scope.keep(place.watch("", out));
    }
  }

  private Tensor attend(Tensor n, Rope rope, Attended attended) {
    try (Scope scope = new Scope()) {
      Tensor q = rope.apply(projections.query(n));
      Tensor k = rope.apply(projections.key(n));
      Tensor v = projections.value(n);
      return scope.keep(attended.of(index, q, k, v, place.placement()));
    }
  }
}
